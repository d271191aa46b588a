"""Why a number is what it is: the people a close counted, what made each count, and who came in and went out since."""
