"""The audit of a draft: is every number in it the number that the data supports?"""
