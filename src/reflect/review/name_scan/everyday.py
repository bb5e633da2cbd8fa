"""Names that are everyday words as well."""

from __future__ import annotations

_FIRST_NAMES = """
    amber april are art ask august autumn bill bob can chance charity chase christian clay cliff colt crystal
    daisy dawn dean destiny dick do don drew ernst even faith forest frank gene ginger grace grant guy harmony
    harry hazel heather holly hope iris ivy jack jade jasmine jewel josh joy june king lance lily long mark
    mason max may melody mercy merry miles min misty mo my nick no norm odd olive or pat page pearl peg penny
    per pierce porter price prince ray reed rich rob robin rose ruby rusty sage sandy sky skip so song sterling
    stern stone story sue summer sun terry than trip troy van violet wade ward will winter wolf woody
"""
_FAMILY_NAMES = """
    baker bank banks bar barber barn bean bear bell best bird bishop black bloom blue bond book box branch
    bridge bright brook brooks brown bull burn burns bush butler camp cane carpenter case castle chambers
    champion church coach cook cooper corner crane cross day days deal dear diamond dove drake driver duke
    farmer field fields fine fisher fish fleet flood flower flowers foot ford fox free freed frost gates gay
    glass gold good gray green grey grove hall hand hands hard hardy hart hay head heart hill hills hood horn
    house hunt hunter judge keen key keys kind knight lake lamb land lane law lawn leach leader light little
    lock lord love low main major man manning mann march marsh mayor meadows mill mills mills monk moon moss new
    noble noon north oak parish park parks parson past peak peace pike pitt plant pond pool poor pope post
    potter pound power powers proud quick rain rains read reading reader rice ring rivers road roads rock root
    rush salt sand savage school sea seal self sharp shepherd ship shore short shorter silver singer single
    small smart smith snow south spring square star steel street strong stronger sweet tanner temple thorn tower
    town towns trail true turner twist underwood van walk walker wall walls ware warden washer water waters way
    weaver weeks wells west white wild wise wish wood woods work worth wright young younger braun fuchs gross
    groß jung jünger kaiser klein krause kurz lang lange neu roth schwarz weiss weiß blanc bon brun grand noir
    petit roux blanco bravo bueno calvo delgado fuerte moreno rey rubio
"""
EVERYDAY = frozenset((_FIRST_NAMES + _FAMILY_NAMES).split())
"""In small letters these are taken for the word."""
