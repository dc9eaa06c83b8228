"""Names of people that are common in Sweden, and those that are words besides.

After the lists of Statistics Sweden (names of the population, 2018): the commonest
given names and surnames, in one spelling each; variants of spelling stand beside them.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GIVEN = _words(
    """
abdi abdirahman abdul abdullah adam adrian agneta ahmad ahmed aina aisha albert albin
alexander alexandra alf alfred ali alice alicia alina allan alma alva alvar alvin
amanda amelia amina amir amira anders andreas andré anette angelica anita ann
ann-charlotte ann-christin ann-marie ann-sofie anna anneli annelie annette annica
annie annika anton antonia arne aron arvid astrid august axel ayse ayşe barbro bashir
beatrice bengt berit bertil bilal birger birgit birgitta bodil britt britt-marie
britta camilla carin carina carl carl-johan carolina caroline casper catarina
catharina cecilia charlie charlotta charlotte christer christian christina christine
christoffer claes conny cornelia curt dagny daniel daniella danijel david dennis diana
dina dragan ebba edith edvin edward einar elena elias elin elina elis elisabet
elisabeth ellen ellinor elliot elsa elvira elvis emelie emil emilia emma emmy enzo
eric erica erik erika ester esther eva evelina fadi fanny farah fatemeh fatima fatma
felicia felix filip filippa folke frank frans fredrik frida fridolf gabriel gabriella
georg gerd gerda gert greta gudrun gun gunborg gunhild gunilla gunnar gunnel gustaf
gustav göran gösta göte hamid hamza hanna hannah hannes hans harald harry hasan hassan
hedda hedvig helen helena helene helge helmer henny henrik henry herbert hilda hilma
holger hugo hussain hussein hüseyin ibrahim ida idris ines inga ingeborg ingegerd
ingemar inger ingrid ingvar irene iris irma isa isabella isabelle isac isak ismail
ivar jack jacob jakob jan jan-erik jasmin jasmine jeanette jennie jenny jens jerker
jesper jessica jimmy joakim joel johan johanna johannes john johnny jonas jonathan
jonna josef josefin josefine josephine judith julia julian juni jörgen kaj kajsa karim
karin karl karl-erik karl-johan karolina katarina kenneth kent kerstin kevin khadija
khaled khalid kim kjell klara klas knut kristian kristina kristoffer kurt laila lars
lars-erik leif lena lennart leo leon leonard lilian lillemor lilly lina linda linnea
linnéa linus lisa lisbeth liselott lotta louise lova lovisa lucas ludvig ludwig lukas
lydia magdalena magnus mahmoud mahmud maj maja majken malin malte marcus margareta
margaretha margit maria mariam marianne marie marina marita markus marta martin
martina maryam mathias mathilda matilda mats mattias maud max maximilian maya melissa
melker melvin meriam michael mikael milan milla milo mimmi mira miriam moa mohamad
mohamed mohammad mohammed molly mona monica monika morgan muhammad mustafa märta måns
mårten nadia naima natalie nathalie nathan nellie nicklas niclas nicole niklas nikola
nils nils-erik nina noah noel nora nour nova ola olivia olle olof omar oscar oskar
osman otto ove owe patricia patrik pelle per per-erik pernilla peter petra petter
philip pia pontus rafael ragnar ragnhild rebecca rebecka reza richard rickard rikard
robert robin roger roland rolf ronja ronny rosa roza rune rut ruth saad saga-lill said
salma sami samir samira samuel sandra sanna sara sarah sebastian selma signe sigrid
sigurd simon siv sixten sofia sofie solveig solveigh sonja sonny stefan stella stellan
stina sture sune susanna susanne svante svea sven sven-erik sylvia syster-lill tage
tariq ted tekla teodor theo theodor therese therése thomas thor tim timothy tina
tobias tomas tommy tor torbjörn tord tore torsten tove tuva tyko tyra ulf ulla
ulla-britt ulrica ulrika uno urban ursula valdemar valter vanessa vega vera veronica
veronika victor victoria vidar viggo viktor viktoria vilgot vilhelm vilma vincent
viola viveka wilhelm william wilma wilmer yasmin yasmine ylva yngve yousef youssef
yusuf yvonne zahra zainab zara zeinab åke åsa örjan östen özlem
"""
)
SURNAMES = _words(
    """
abbas abdi abdullah abdullahi ahlberg ahlgren ahlin ahlström ahmad ahmadi ahmed ahmeti
ali almqvist amiri andersson andreasson andrén aronsson arvidsson asplund axelsson
backlund backman bengtsson berggren berglund bergman bergqvist bergström bergvall
björk björklund björkman blom blomberg blomqvist boman borg boström brandt broberg
burman carlson carlsson christensen claesson dahlberg dahlgren dahlin dahlström
danielsson davidsson demir edlund edström edvardsson ekberg ekblad ekblom ekdahl
eklund eklöf ekman ekström eliasson elofsson engberg engdahl englund engström engvall
enström erdogan ericsson eriksson erlandsson fernandez fors forsberg forslund forsman
fransson fredriksson friberg frisk garcia georgsson gonzalez granath granberg
granström gren gunnarsson gustafsson gustavsson göransson haddad hagberg haglund
hagman haji hallberg hallgren halvarsson hamberg hansen hansson hassan hedberg hedin
hedlund hedman hedström hellberg hellgren hellström henriksson hermansson hjalmarsson
hjelm holmberg holmgren holmqvist holmström hosseini hussain hussein håkansson högberg
höglund ibrahim ingvarsson isaksson ivarsson jacobsson jakobsson jama jansson jensen
johannesson johansson johnsson jonasson jonsson josefsson jönsson karlsson kaya khalil
khan kjellberg klang kovac krantz kristensson kristiansson kvist lagerqvist larsen
larsson lennartsson levin lilja liljegren lindahl lindberg lindblad lindblom lindell
linder lindgren lindh lindholm lindqvist lindroth lindström lindén linnér lopez
lundberg lundblad lundgren lundholm lundin lundmark lundqvist lundström löfgren
löfström magnusson malmberg malmgren malmström marklund martinez martinsson mattsson
melin moberg mohamed mohammad mohammed mohamud molin månsson mårtensson möller nguyen
nielsen nilsson norberg nordgren nordin nordlund nordqvist nordström noren norling
norman norén nyberg nygren nylander nyman nyström näslund olander olofsson olsen olson
olsson omar oskarsson osman ottosson palm palmgren paulsson persson petersson petrovic
pettersson pham pålsson qvist rahimi rasmussen rehn robertsson rodriguez roos
rosenberg rosenqvist rosén rydberg rydén sahlin said salonen samuelsson sandberg
sandell sandgren sandin sandqvist sandström sjöberg sjödin sjögren sjölund sjöström
skog skoglund sköld stefansson stenberg stenström strand strandberg ström strömberg
sundberg sundell sundin sundqvist sundström svahn svanberg svensson svärd söderberg
södergren söderlund söderström thomasson thorsson thunberg torstensson tran törnqvist
ulfsson vestberg viberg viklund vikström wahlberg wahlgren wahlström wallgren wallin
warsame wester westerberg westerlund westin westman wiberg wiklund wikström
wilhelmsson yildiz yilmaz yusuf zetterberg åberg ågren åkerberg åkerlund åkerman
åkerström åkesson åström öberg öhman örn östberg östling östlund östman
"""
)
# Words besides: a name only where another name stands beside them.
BOTH = _words(
    """
albin alf alva august björk blom bo borg brandt britt dag dagny dina echo ek falk fors
frank frans frisk gren gun gunnel haji hans hedda holm iris isa ivar jan juni kaj kent
kim klang knut krantz kvist lava leo leon levin lilja linder liv lova lund maj maja
max melin melker milan milla mira my noel norman nova ola otto ove palm palmgren per
pia rehn robin roos rosa rut ruth saga said sand sanna siv skog sköld sol stella sten
stig strand ström svan svea svärd tage tim tor tore torn tove tran tuva tyra uno urban
valter vega vera victor vidar vincent viola vår wester åke örn östen
"""
)
# Given names and surnames that are words first of all, told by the name beside them.
BOTH_GIVEN = _words("björn bo dag ek falk lilja liv mark my saga sol sten stig vår")
BOTH_SURNAMES = _words(
    """
alm ask berg dahl dal ek falk frisk fält hall hav holm kvarn lind lund mark modig rask
sand sjö skog stark sten äng
"""
)
