"""The days for which the tests load the example."""

from __future__ import annotations

from datetime import date

# The day, and of which quarters of last year and this year the figures are in.
DAYS = {
    date(2026, 11, 23): ["2025-1", "2025-2", "2025-3", "2025-4", "2026-1", "2026-2", "2026-3"],
    date(2027, 1, 15): ["2026-1", "2026-2", "2026-3"],
    date(2027, 2, 12): ["2026-1", "2026-2", "2026-3", "2026-4"],
    date(2028, 3, 1): ["2027-1", "2027-2", "2027-3", "2027-4"],
}
