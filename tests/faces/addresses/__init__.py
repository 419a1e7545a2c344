"""Every address of the site, asked for by everybody, rightly and wrongly: nobody ever meets a fault (500), sees what is
not theirs, or changes what they may not.

The addresses are read out of the site itself (`site`), so that a new one is asked for too; a new kind of id needs a
row in one of the modules of `things`.
"""
