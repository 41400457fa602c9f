"""What is true of Twente whoever uses the system: parties, agreement, seats, locations. No people, no invented figures.

Facts come from the cooperation agreement of 12 December 2014, told in our own words. Loading adds what is missing and
changes nothing that is there, so that what a board edited stays.
"""
