"""The uploads that a point of contact may see: those of their organization."""

from django.shortcuts import get_object_or_404

from cvms.organizations.models import Organization

from .models import Upload


def own_upload(organization: Organization, pk: int) -> Upload:
    """Return the upload; raise Http404 if it is missing or another organization's."""
    return get_object_or_404(
        Upload.objects.of(organization).select_related("corrects", "whole_with").with_corrected(),
        pk=pk,
    )
