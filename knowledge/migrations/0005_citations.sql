-- What a page says besides: the part of the outlet that it was printed in, and, where it states no date, the day that
-- seems to be its own. That is kept apart: it is never shown, filtered by or sorted by as the date of publication.

ALTER TABLE article ADD COLUMN section TEXT;
ALTER TABLE article ADD COLUMN inferred TEXT;
