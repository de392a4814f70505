"""The health department that runs this system, with its counties, ZIP codes and form fields."""
