"""The web process: whole requests come in, whole answers go out, threads wait for nobody."""
