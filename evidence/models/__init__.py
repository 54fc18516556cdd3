"""The models for uploaded tickets and what is kept of them, imported here for Django."""

from evidence.models.kept_record import Record
from evidence.models.upload import Upload
from evidence.models.usual import Usual

__all__ = ["Record", "Upload", "Usual"]
