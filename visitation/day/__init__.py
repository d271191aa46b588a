"""A working day on the screen: whom one works with, what is due for them, and the house as a whole.

Everything is read from ``visitation.due`` on the day itself; nothing here is stored.
"""
