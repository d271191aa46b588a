"""The company register: finding a company, who has been there, what it led to, and merging two that are one."""
