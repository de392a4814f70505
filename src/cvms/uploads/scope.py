"""The uploads that a point of contact may see: those of their organization."""

from django.shortcuts import get_object_or_404

from cvms.organizations.models import Organization

from .models import Upload


def own_upload(organization: Organization, pk: int) -> Upload:
    """Raises Http404 for another organization's upload, or none."""
    return get_object_or_404(
        Upload.objects.of(organization).select_related("corrects").with_corrected(), pk=pk
    )
