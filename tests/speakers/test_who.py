"""Who is who, with the reader model at hand: a sentence or two in, the speakers out, in the news styles of many countries.

Sources stand in [brackets]; beside the text, who they are, in order; `-` is nobody. A row may begin with its day of publication.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from onrecord.speakers import Evidence, name_speakers, set_scene
from onrecord.statements import parts_of
from onrecord.types import Span, Statement
from onrecord.weights.model import OnnxReader

from test_names import read_marked

_DAY = re.compile(r"(\d{4}-\d\d-\d\d): ")


@pytest.fixture(scope="module")
def reader() -> OnnxReader:
    return OnnxReader()


def resolve(reader: OnnxReader, row: str) -> tuple[Statement, ...]:
    day = _DAY.match(row)
    article, statements = read_marked(row[day.end() :] if day else row)
    article = replace(article, published=day[1] if day else None)
    evidence = Evidence(article.text, every_piece=True)
    for _ in evidence.watch(reader.read(article.text, part) for part in parts_of(article)):
        pass
    return name_speakers(article, statements, set_scene(article, evidence))


def names(statements: tuple[Statement, ...]) -> str:
    return " | ".join(s.speaker.name if s.speaker else "-" for s in statements)


TITLES_BY_DATE = [
    ("2014-02-14: Israel welcomed [the US defense secretary].", "Chuck Hagel"),
    ("2014-02-14: Israel welcomed [the UK defence secretary].", "Philip Hammond"),
    ("2014-02-14: Chuck Hagel met allies. [The defense secretary] ruled out troops.", "Chuck Hagel"),
    (
        "2025-02-14: The US president flew to Florida. [The US president] said tariffs would rise.",
        "Donald Trump",
    ),
    ("2023-06-01: [The US president] said the deal was done.", "Joe Biden"),
    ("2016-05-01: [The French president] urged calm after the attack.", "François Hollande"),
    ("2018-03-01: [The German chancellor] welcomed the coalition.", "Angela Merkel"),
    ("2022-03-01: [Ukraine’s president] asked for more air defences.", "Volodymyr Zelensky"),
    ("2024-10-01: [The British prime minister] said the budget would be hard.", "Keir Starmer"),
    ("2021-10-01: [Britain’s prime minister] said petrol would reach the pumps.", "Boris Johnson"),
    ("2016-04-01: [The UN secretary-general] condemned the shelling.", "Ban Ki-moon"),
    ("2019-01-10: [The Indian prime minister] laid the foundation stone and promised jobs.", "Narendra Modi"),
    ("2015-05-01: [The Pope] prayed for the victims.", "Pope Francis"),
    ("2017-02-10: [The Russian president] denied it.", "Vladimir Putin"),
    ("2023-11-02: [Turkey’s president] accused the West of silence.", "Recep Tayyip Erdoğan"),
    ("2016-10-01: [The Republican nominee] called the poll rigged.", "Donald Trump"),
    ("2016-10-01: [The Democratic nominee] called him unfit.", "Hillary Clinton"),
    ("2025-02-14: Pete Hegseth met allies. [The defense secretary] ruled out troops.", "Pete Hegseth"),
    ("2025-02-14: Pete Hegseth met allies. [The Pentagon chief] ruled out troops.", "Pete Hegseth"),
    ("[The US president] said tariffs would rise.", "-"),  # no day, nobody named
    ("2016-02-01: In Ohio, [both presidential candidates] praised US workers.", "-"),
]

INTRODUCED = [
    # titles and descriptions of those whom the article names
    (
        "The bill was tabled by Agriculture Minister Sofia Lind on Monday. [The minister] said farms would be spared.",
        "Sofia Lind",
    ),
    (
        "Governor Chukwuma Eze signed the law in Enugu. [The governor] promised that schools would reopen.",
        "Chukwuma Eze",
    ),
    (
        "Nokuthula Dlamini, the premier of the province, visited Durban. [The premier] blamed the storm.",
        "Nokuthula Dlamini",
    ),
    (
        "Police commissioner Ravi Menezes spoke in Panaji. [The commissioner] said two men were held.",
        "Ravi Menezes",
    ),
    ("Striker Luis Amaro scored twice. [The striker] said the team had earned it.", "Luis Amaro"),
    ("Julia Hartwell wrote nine novels. [The novelist] said she had no regrets.", "Julia Hartwell"),
    ("Senator Gail Moss faced voters in Dayton. [The Ohio Republican] said the vote was close.", "Gail Moss"),
    ("Solaris Energy cut 400 jobs in Vaasa. [The company] said demand had fallen.", "Solaris Energy"),
    (
        "The Harbour Workers Union rejected the deal. [The union] said it would strike on Friday.",
        "Harbour Workers Union",
    ),
    (
        "The Lagos Chamber of Commerce published figures. [The chamber] warned of a slump.",
        "Lagos Chamber of Commerce",
    ),
    ("The Daily Lantern sent two reporters. [The newspaper] said they were safe.", "The Daily Lantern"),
    (
        "President Yaw Darko met Foreign Minister Jun Sato in Accra. [The foreign minister] called it a new start.",
        "Jun Sato",
    ),
    (
        "Judge Maria Oduya sentenced Peter Hale to nine years. [The judge] said he had shown no remorse.",
        "Maria Oduya",
    ),
]

PRONOUNS = [
    ("Mayor Ada Brandt toured the dike with Karl Voss. [She] said repairs would take a year.", "Ada Brandt"),
    (
        "[Rosa Quispe] lost her stall in the fire. [She] said nobody had come to help.",
        "Rosa Quispe | Rosa Quispe",
    ),
    ("Fatima al-Zahra runs the clinic in Basra. “We have no oxygen,” [she] said.", "Fatima al-Zahra"),
    (
        "Prime Minister Arthit Somchai dissolved parliament in Bangkok. [He] said voters would decide.",
        "Arthit Somchai",
    ),
    ("Nurse Lucy Wambui told of the night. [She] said the generator failed at two.", "Lucy Wambui"),
    (
        "Actor Milan Petrović won the prize. Director Jana Novotná did not attend. [She] sent a letter and thanked the jury.",
        "Jana Novotná",
    ),
    ("Verdant Group reported a loss. [It] expects to recover by June.", "Verdant Group"),
    ("A shopkeeper spoke on condition of anonymity. [He] said gangs had taken the street.", "-"),
    ("[Nobody] came. [They] say the road is mined.", "- | -"),
]

NAMES = [
    (
        "Ada Bernhardt runs the port of Oslo. The harbour master, Karl Voss, resigned. [Bernhart] said cranes would return.",
        "Ada Bernhardt",
    ),
    # family name first, single names, particles, suffixes, marks
    ("President Xi Jinping arrived in Lima. [Xi] said trade must stay open.", "Xi Jinping"),
    ("Nguyen Van Hoa, who farms rice near Hue, waited. [Hoa] said the dam had saved him.", "Nguyen Van Hoa"),
    ("Park Soo-bin leads the inquiry in Busan. [Park] said it would take a month.", "Park Soo-bin"),
    ("Viktor Orbán spoke in Tusnádfürdő. [Orbán] attacked Brussels.", "Viktor Orbán"),
    ("[Sukarni], a fisherman in Tegal, said the sea had risen.", "Sukarni"),
    (
        "Sheikh Hamad bin Saleh al-Thawadi opened the port. [Al-Thawadi] said trade would double.",
        "Hamad bin Saleh al-Thawadi",
    ),
    ("Abdullah bin Tariq chairs the board. [Bin Tariq] said dividends were safe.", "Abdullah bin Tariq"),
    ("Robert Hale Jr. runs the mill. [Hale] said it would not close.", "Robert Hale Jr."),
    ("Rep. Marcus St. Clair voted no. [St. Clair] called the bill a trap.", "Marcus St. Clair"),
    ("Kwame Ofori-Atta chairs the bank. [Ofori-Atta] said rates would hold.", "Kwame Ofori-Atta"),
    (
        "María del Carmen Ruiz heads the union in Oaxaca. [Ruiz] said talks had failed.",
        "María del Carmen Ruiz",
    ),
    ("Jean-Luc Marchetti resigned in Lyon. [Marchetti] denied any wrong.", "Jean-Luc Marchetti"),
    ("Sanna Mäkelä-Koski leads the party. [Mäkelä-Koski] said no to the tax.", "Sanna Mäkelä-Koski"),
    ("Oleksandr Shevchuk commands the brigade. [Shevchuk] said the line held.", "Oleksandr Shevchuk"),
    ("[ANC treasurer general Sipho Ndaba] said the books were in order.", "Sipho Ndaba"),
    (
        "[Assistant Undersecretary for Financial Affairs Nasser Al-Humaidi] said pay would rise.",
        "Nasser Al-Humaidi",
    ),
    ("[Urban transport committee member Rob Pieterse] said buses would run.", "Rob Pieterse"),
    ("[Lena Ortiz, the mayor of Oakridge, California,] said rents were too high.", "Lena Ortiz"),
    ("[Booker Prize-winning author Niall Devane] said he was stunned.", "Niall Devane"),
    # two of one surname
    ("Ellen Marsh sued her brother Tom Marsh in Leeds. [Mr Marsh] said he would appeal.", "Tom Marsh"),
    ("Ellen Marsh sued her brother Tom Marsh in Leeds. [Ms Marsh] said she was relieved.", "Ellen Marsh"),
]

INSTITUTIONS = [
    ("A study by researchers at Leiden University tracked 400 nurses. [The study] found that they slept badly.", "Leiden University"),
    ("Peru’s main port closed on Monday after a storm. Peruvian farmers lost their crop. [The government] said it would pay for seed in Peru.", "Government of Peru"),
    ("2024-05-01: [Moscow] said the talks would go on.", "Government of Russia"),
    ("[The Kremlin] denied the report.", "Government of Russia"),
    ("[Buenos Aires] protested against the arrest.", "Government of Argentina"),
    ("[The Élysée] confirmed the visit.", "Presidency of France"),
    ("The United Nations Economic Commission for Africa (UNECA) met in Addis Ababa. [UNECA] said growth would slow.",
     "United Nations Economic Commission for Africa"),
    ("[The Ministry of Education] said exams would go on.", "Ministry of Education"),
    ("[Kenya’s health ministry] reported three cases.", "Health Ministry of Kenya"),
    ("[The European Central Bank] left rates unchanged and warned of risks.", "European Central Bank"),
    ("[The Nepali government] rejected the claim.", "Government of Nepal"),
    ("Intel Research polled 900 people in Kenya. According to a study by Intel Research Solutions, most were angry. [Intel Research] said so.",
     "Intel Research Solutions"),
    ("[The New York Times Magazine] called it late. [The New York Times] said it was early.",
     "The New York Times Magazine | The New York Times"),
    ("Foxconn Technology Group makes phones in Zhengzhou. [Foxconn Technology] said work went on. [Foxconn] gave no figure.",
     "Foxconn Technology Group | Foxconn Technology Group"),
    ("The Federal Reserve Bank of Dallas met in June. [The Federal Reserve] said rates would rise.",
     "Federal Reserve"),
]  # fmt: skip

SEVERAL = [
    ("[Yaw Darko and Esi Quaye] said they would meet again.", "Yaw Darko; Esi Quaye"),
    ("[President Yaw Darko and Finance Minister Esi Quaye] promised to pay.", "Yaw Darko; Esi Quaye"),
    ("[Lena Ortiz, Carl Beck and Amy Tran] denied the charges.", "Lena Ortiz; Carl Beck; Amy Tran"),
    ("[Lena Ortiz and her aides] denied the charges.", "Lena Ortiz"),
    ("[Iran and Iraq] agreed to reopen the crossing.", "Government of Iran; Government of Iraq"),
]

ROLE_BEFORE_NAME = [
    ("[Te Aro Hill co-leader Hana Parata] said the bus would stay.", "Hana Parata"),
    ("[“Harbour Lights” star Nadia Osei] said the show would end.", "Nadia Osei"),
    ("[Hillary Marsh spokesman Brian Oduya] denied it.", "Brian Oduya"),
]

TOGETHER = [
    ("Ada Brandt and Yaw Darko met in Kiel. [They] said the dike would hold.", "Ada Brandt; Yaw Darko"),
    (
        "Interior Minister Ada Brandt and Transport Minister Yaw Darko spoke of a merger of Nordlicht and Ostwind. "
        "[They] hoped for a new party.",
        "Ada Brandt; Yaw Darko",
    ),
    ("Ada Brandt flew to Accra. Fishermen waited at the pier. [They] said nets were empty.", "-"),
]

CLASSES = [
    ("Tasman Airways cut forty flights. Wellington was grey. [The airline] said crews were short.", "Tasman Airways"),
    (
        "Harbin Robotics Ltd. will open a plant in Kiel. Many Chinese engineers will come. "
        "[The company] said it would hire 200.",
        "Harbin Robotics Ltd.",
    ),
    ("Senator Ada Brandt met the banker Carl Beck in Kiel. [The lawmaker] said the tax would stay.", "Ada Brandt"),
    ("Lima grew cold. The Education Ministry closed schools, said Rosa Quispe. [The ministry] said buses would run.",
     "Education Ministry"),
    ("Mayor Ada Brandt spoke in the square. [The opposition] said the till was empty.", "-"),
    ("Mayor Ada Brandt spoke in the square. [The city] said the bridge would reopen.", "-"),
    ("Mr. Darko, [who] flew in at night, said the road was dark.", "Darko"),
]  # fmt: skip

UNNAMED = [
    ("[A friend of Ardal MP Ann Lee] said she was tired.", "-"),
    ("Ann Lee, a senator, spoke in Ardal. [Nobody] knows what will happen.", "-"),
    ("Ann Lee, a senator, spoke in Ardal. [The left] says the plan is cruel.", "-"),
    ("[A 2014 study that appeared in the Baltic Medical Journal] found no effect.", "-"),
    (
        "[The Irish Independent] said the vote was close. [The American Conservative] disagreed.",
        "Irish Independent | American Conservative",
    ),
    ("[An article that appeared in the Baltic Times] said the plan was dead. ", "The Baltic Times"),
    ("[Footage from the harbour] showed three boats. Ada Brandt spoke.", "-"),
    ("[Inspectors from the branch offices] found mould. Ada Brandt spoke.", "-"),
    ("[Two officials] said the deal was close to Mayor Ada Brandt.", "-"),
    ("[A source close to Yaw Darko] said he was ill.", "-"),
    ("[Critics of Ada Brandt] say she is late.", "-"),
    ("Ada Brandt won. [A spokeswoman for the mayor] would not comment.", "-"),
    ("[Residents] said the water rose at night. Yaw Darko flew in.", "-"),
    ("[Some analysts] expect a fall.", "-"),
    ("[A neighbour, who gave no name,] said the house was dark.", "-"),
]

BODIES = [
    ("The Baltic Film Festival opens in June. [The festival’s selection committee] chose nine films. [The committee] said none was long.",
     "Baltic Film Festival selection committee | Baltic Film Festival selection committee"),
    ("The Baltic Film Festival opens in June. Nine films were chosen by the festival’s selection committee. [The committee] said none was long.",
     "Baltic Film Festival selection committee"),
    ("Tesco published its results. [The company’s board] called them good. [The board] named no successor.",
     "Tesco board | Tesco board"),
    ("[Kenya’s electoral commission] said the count was over. [The commission] will publish it on Friday.",
     "Electoral commission of Kenya | Electoral commission of Kenya"),
    ("The Harbour Workers Union met in Lomé. [Its executive committee] rejected the offer. [The committee] will meet again.",
     "Harbour Workers Union executive committee | Harbour Workers Union executive committee"),
    ("President Ida Kroll formed a committee on floods in May. [The committee] said dams were old.",
     "-"),
    ("House Judiciary Committee members met. The school’s board objected. [The committee] said so.",
     "House Judiciary Committee"),
]  # fmt: skip

AGENCIES = [
    ("AMMAN: Exports rose by a fifth in Jordan this year, [Petra] reported.",
     "Jordan News Agency"),
    ("Trade grew, according to the Jordan News Agency, Petra. Salt was dear, [Petra] reported.",
     "Jordan News Agency"),
    ("Tennis player Petra Novakova won in Prague. [Petra] said she was glad.",
     "Petra Novakova"),
    ("DUBAI: The United Arab Emirates will send aid, state news agency [WAM] said.",
     "Emirates News Agency"),
    ("Rice prices fell, [AFP] reported from Manila.",
     "Agence France-Presse"),
]  # fmt: skip

OFFICES = [
    ("Deputy President Ann Wekesa spoke first. [The DP] said the road would be built.",
     "Ann Wekesa"),
    ("Prime Minister Lars Holm met farmers. [The PM] promised help.",
     "Lars Holm"),
    ("The Progressive Solidarity (PS) party met. [The PS] said it would vote no.",
     "Progressive Solidarity"),
    ("The Director of the Marine Research Institute came. [The institute] said the reef was well.",
     "Marine Research Institute"),
]  # fmt: skip

DOCUMENTS = [
    ("In a statement, the Harbour Workers Union said the offer was poor. Mayor Ada Brandt disagreed on Tuesday. [The statement] added that a strike was near.",
     "Harbour Workers Union"),
    ("“The dam is old,” the Marine Research Institute said in a statement issued on Monday. Engineer Hassan al-Rawi built it in 1960. [The statement] asked for repairs.",
     "Marine Research Institute"),
    ("The Nile Basin Commission (NBC) published a study on dams in June. Senator Rosa Quispe had asked for it. [The study] found that flows were low.",
     "Nile Basin Commission"),
    ("Most voters in Peru dislike Ada Brandt, according to a poll of 900 adults released on Friday by Verdant Opinion, a firm in Lima. [The poll] found that men were angrier.",
     "Verdant Opinion"),
    ("According to the study by Leiden Institute, nurses sleep badly. Ada Brandt agreed. [The survey] said half of them woke at four.",
     "Leiden Institute"),
    ("A media report said the talks failed. Ada Brandt led them. [The report] said no date was set.",
     "-"),
    ("[A study] says nurses sleep badly. Another study, by the Leiden Institute, found that they do not.",
     "-"),
    ("The study -- [which] was made by the Leiden Institute, -- says so. The report by the Leiden Institute is long.",
     "Leiden Institute"),
]  # fmt: skip

GOVERNMENTS = [
    ("Salvadoran farmers lost their crop, El Salvador said. The Amusement Park closed. [The government] said El Salvador would pay for seed.",
     "Government of El Salvador"),
    ("The Waterside Park opened in Kiel. Visitors came from Denmark. [The government] said it would pay.",
     "-"),
]  # fmt: skip

PARTS = [
    ("Physicist Cao Xiangdong drew light in the air in Beijing. [Cao’s team] hopes for more.",
     "Cao team"),
    ("Paula Renner ran. [Paula’s campaign] said so. [Her campaign] agreed.",
     "Renner campaign | Renner campaign"),
    ("Colin Brandt was asked about it. [Brandt’s office] said no. [The Brandt team] was calm. [His office] added nothing.",
     "Brandt office | Brandt team | -"),
    ("Mayor Ada Brandt spoke in Cleveland. [Cleveland police] said the road was shut. [The Cleveland police] were many.",
     "Cleveland police | Cleveland police"),
    ("A fire broke out in Saskatoon. [Saskatoon police] said two were hurt.",
     "Saskatoon police"),
    ("[The Chinese embassy in Zimbabwe] said the hall was a gift. [Kenya’s embassy in Berlin] was shut.",
     "Chinese embassy in Zimbabwe | Kenya’s embassy in Berlin"),
    ("[The health ministry in Guinea] confirmed nine cases.",
     "Health Ministry of Guinea"),
    ("Kenya was dry. Kenyan farmers waited for rain in Kisumu. [The health ministry] said nine were ill. [The central bank] left rates unchanged.",
     "Health Ministry of Kenya | Central Bank of Kenya"),
    ("[Event Chair and KAUST Professor Dr. Ann Lee] said the hall was full.",
     "Ann Lee"),
    ("[Zennon Kapron, director of research and development at Kapronasia,] said it was hard.",
     "Zennon Kapron"),
    ("[Lena Ortiz, the minister, and Carl Beck] denied it.",
     "Lena Ortiz; Carl Beck"),
    ("[Control Yuan member Kao Yung-cheng (高涌誠)] unveiled it.",
     "Kao Yung-cheng"),
    ("[Ardal Polls researcher Sylvia Manzano, who directed the polling,] said no.",
     "Sylvia Manzano"),
    ("[Otzma Forward chairman MK Itamar Levi] gave money.",
     "Itamar Levi"),
    ("[CBS Morning co-Anchor DeMarco Morgan] laughed.",
     "DeMarco Morgan"),
    ("[A 2014 report by The Daily Lantern] said the dam was old.",
     "The Daily Lantern"),
    ("[A poll released Sunday by Verdant Polls and the Leiden Institute] shows a tie.",
     "Verdant Polls; Leiden Institute"),
    ("[Omid Rahimi, a fellow at the Institute for Central Asia and Afghanistan Studies,] said trade would grow.",
     "Omid Rahimi"),
    ("[Ann Lee, wearing a hat and “Carl Beck” pins,] sighed.",
     "Ann Lee"),
    ("[Senator Ann Lee (R-Tex.), who has sparred with Carl Beck and Yaw Darko,] sighed.",
     "Ann Lee"),
    ("[Yorta Yorta man and Stolen Lives survivor Ian Hamm] said he was shaken.",
     "Ian Hamm"),
    ("[Ada Brandt, the finance minister, and Yaw Darko] promised to pay.",
     "Ada Brandt; Yaw Darko"),
    ("[Ada Brandt of Kiel and Yaw Darko of Accra] promised to pay.",
     "Ada Brandt; Yaw Darko"),
    ("[A 2013 study by economists Peter Marsh and Justin Okoro] blames the dam.",
     "Peter Marsh; Justin Okoro"),
    ("[An email from Neera Marsh] reveals it.",
     "Neera Marsh"),
    ("[An analysis of Federal Election Commission data by Crowdgauge, a firm,] shows a rise.",
     "Crowdgauge"),
    ("[A friend of Ardal MP Ann Lee] said she was tired.",
     "-"),
    ("Wardens met Grand Wizard David Marsh ([who] endorses it) in Kiel.",
     "David Marsh"),
    ("The news pleased Renner’s campaign, [which] has bristled at this. Paula Renner was calm.",
     "Renner campaign"),
    ("[Paula Renner and her team] denied it.",
     "Paula Renner"),
]  # fmt: skip

MODIFIERS = [
    ("[Iranian and Tajik officials] pledged to trade.",
     "-"),
    ("[The Paraguayan newspaper] said so. Última Tarde is its name.",
     "-"),
    ("[Russian media reports] say the ship sank.",
     "-"),
    ("[A pro-Renner super PAC] bought time. [Super PACs] did.",
     "- | -"),
    ("[The Brooklyn-based team] makes films.",
     "-"),
    ("[A U.S.-born gunman] fled.",
     "-"),
    ("[Only two Democrats] back it.",
     "-"),
    ("[White working-class Democrats] may see it so.",
     "-"),
    ("[A critic of journalist Ann Lee] said no.",
     "-"),
    ("[A campaign] must focus. Barack Obama was away.",
     "-"),
    ("[Nearly 10 percent of them] voted.",
     "-"),
    ("[Channel 2 news] said so.",
     "Channel 2 news"),
    ("[The Renner campaign] called it false. Paula Renner led.",
     "Renner campaign"),
    ("The former ministers met Chan Kong Choy, a former transport minister. [The former Transport Minister] said he knew.",
     "Chan Kong Choy"),
    ("Dagbladet closed. [The French newspaper Le Monde] said so.",
     "Le Monde"),
]  # fmt: skip

BORDERS = [
    ("[The Damascus government] denied it.",
     "Government of Syria"),
    ("[Venezuela’s opposition negotiators] left. [Nigeria’s state government] paid.",
     "- | -"),
    ("[The embassy in Kenya] closed. [The delegates in Egypt] slept.",
     "- | -"),
    ("[Ann Lee, along with the Kapron Foundation,] objected.",
     "Ann Lee; Kapron Foundation"),
    ("[Ann Lee, who leads the group, and Carl Beck] objected.",
     "Ann Lee; Carl Beck"),
    ("President Ada Brandt met them. [The president and Ann Lee] objected.",
     "Ada Brandt; Ann Lee"),
    ("[An aide in the campaign of Ada Brandt] objected. [A lawyer for the family of Yaw Darko] wept.",
     "- | -"),
    ("[A letter to supporters of Ada Brandt] asks for cash.",
     "-"),
    ("[A report of attacks on civilians by Hamas] came out.",
     "-"),
    ("[The African Union] objected. The African Union Commission sits in Addis Ababa.",
     "African Union"),
    ("[The AP government] paid farmers in India.",
     "AP"),
]  # fmt: skip


MAKERS = [
    # who made a document, by the words around any mention of it
    (
        "Voters in Tiko are split, according to [a new poll]. The survey, conducted by the Baltic Institute, puts Ada Brandt ahead.",
        "Baltic Institute",
    ),
    (
        "[A recent opinion poll] puts her ahead. According to the poll by Kapron Research, she has 42 percent.",
        "Kapron Research",
    ),
    (
        "[Poll] finds Brandt ahead.\n\nThe latest Kapron Research poll has her at 42 percent.",
        "Kapron Research",
    ),
    ("[A new poll] puts her ahead. Another poll, by Kapron Research, has her behind.", "-"),
    (
        "Prosecutor Carl Beck mailed the letter on Monday. [The letter] calls the port unsafe.",
        "Carl Beck",
    ),
    (
        "The Port Authority of Tiko (PAT) issued a statement on Friday. [The statement] said the quay was safe.",
        "Port Authority of Tiko",
    ),
    (
        "A statement issued by the Attorney General, Mr Kofi Adjei, named nobody. [The statement] said the law stood.",
        "Kofi Adjei",
    ),
    ("The Kapron report named three mines. [The report] said two had closed.", "Kapron"),
    ("Beck’s campaign sent out an email on Sunday. “We need you,” [the email] said.", "Beck campaign"),
    (
        "An email was sent from the club’s director, Yaw Darko, to its members. [The email] said the pool was shut.",
        "Yaw Darko",
    ),
    ("The harbour workers released a statement. [The statement] said they would strike.", "-"),
    ("Kapron Energy sells gas. [Its website] says the price fell.", "Kapron Energy"),
    ("The novelist Ada Brandt lives in Kiel. [Her website] says she is writing.", "Ada Brandt"),
    ("[A Northern Times/Baltic News poll] put her ahead.", "Northern Times; Baltic News"),
]

NAMED_ELSEWHERE = [
    # described first and named later, or named just before
    (
        "[A federal judge] has ordered a recount in Tiko.\n\nThe vote was close.\n\nJudge Amara Diallo gave the clerks a week.",
        "Amara Diallo",
    ),
    (
        "[Fed governor] calls for calm.\n\nMarkets fell.\n\nFed governor Amara Diallo spoke in Tiko.",
        "Amara Diallo",
    ),
    (
        "[Pastor] wants a new bell.\n\nThe old one broke.\n\nPastor Amara Diallo said the fund was empty.",
        "Amara Diallo",
    ),
    (
        "[A senior official] denied it.\n\nThe vote was close.\n\nSenior official Amara Diallo spoke later.",
        "-",
    ),
    (
        "The court heard President Yaw Darko and [his lawyer] asked for time. Darko’s lawyer, Amara Diallo, spoke for an hour.",
        "Amara Diallo",
    ),
    ("Money came from Kapron Fund, [a charity] that says it builds schools.", "Kapron Fund"),
    ("In Tiko, [a charity] that builds schools said the money was gone.", "-"),
    (
        "Labour leader Carl Beck met the minister Amara Diallo. [The latter] said the talks were good.",
        "Amara Diallo",
    ),
    ("Carl Beck met Amara Diallo in Tiko. [The former] said the talks were good.", "Carl Beck"),
    ("Ada Brandt and Yaw Darko met in Kiel. [The two] said the talks were good.", "Ada Brandt; Yaw Darko"),
    ("Ada Brandt met Yaw Darko. [Both parents] said the talks were good.", "-"),
]

NAMES_WHOLE = [
    # where a name begins and ends, and what stands beside it
    (
        "[Amara Diallo, director of farm research and consulting firm Kapron,] said rain would come.",
        "Amara Diallo",
    ),
    (
        "[Amara Diallo, professor of politics and trade relations at the School of African Studies in Tiko,] said rain would come.",
        "Amara Diallo",
    ),
    ("[The 68-year-old Diallo] said rain would come. Amara Diallo lives in Tiko.", "Amara Diallo"),
    (
        "[Amara Diallo - Darko's friend and driver -] said rain would come. Yaw Darko smiled.",
        "Amara Diallo",
    ),
    (
        "[Brandt, Darko] clash over the port.\n\nAda Brandt and Yaw Darko met in Kiel.",
        "Ada Brandt; Yaw Darko",
    ),
    ("[The Chinese government and mainland media] said nothing.", "Government of China"),
    (
        "[WHO] confirmed the case. The World Health Organization (WHO) sent doctors.",
        "World Health Organization",
    ),
    ("[US] says talks go on. The US sent an envoy.", "Government of the United States"),
    (
        "Superintendent of Police Amara Diallo held two men. [The SP] said they had knives.",
        "Amara Diallo",
    ),
    ("The SP lost the vote in Tiko. [The SP] said the count was wrong.", "SP"),
    ("FULL TEXT.\n\nAda Brandt met Yaw Darko. [The latter] said the talks were good.", "Yaw Darko"),
    ("[Whoever buys the boat] says it must sail. Amara Diallo owns it.", "-"),
]

EXAMPLES = [
    # those whom a source names of a number of people
    ("[Several senators, including Ada Brandt and Yaw Darko,] opposed the port.", "Ada Brandt; Yaw Darko"),
    ("[Critics like the novelist Ada Brandt] say it is too late.", "Ada Brandt"),
    ("[Groups such as Kapron Watch] want it shut.", "Kapron Watch"),
    (
        "[Others, including Sen. Ada Brandt (D-Ohio) and Rep. Yaw Darko (R-Ariz.),] stayed away.",
        "Ada Brandt; Yaw Darko",
    ),
    ("[Several critics, including neighbours of the port,] stayed away. Ada Brandt came.", "-"),
    ("[Ada Brandt, an aide to senators such as Carl Beck,] stayed away.", "Ada Brandt"),
    (
        "[The Baltic Institute and other bodies including Kapron Watch] stayed away.",
        "Baltic Institute; Kapron Watch",
    ),
    ("[Officials in some states, including Ohio,] stayed away.", "-"),
    (
        "[The authors of the report, who include Ada Brandt and Yaw Darko,] count ten mines. [The report] says two shut.",
        "Ada Brandt; Yaw Darko | Ada Brandt; Yaw Darko",
    ),
    (
        "[The author of the book, Ada Brandt,] lives in Kiel. Her sister paints. [The book] says little of her.",
        "Ada Brandt | Ada Brandt",
    ),
]

SMALL = [
    # names written small, and pronouns that go on with a statement's speaker
    (
        "The Tiko Port Authority sent a note. Boats waited. [The port authority] said the quay was safe.",
        "Tiko Port Authority",
    ),
    (
        "A note stood in the Medical Review. The drug fails, according to [the leading medical review].",
        "Medical Review",
    ),
    ("[Republicans] want lower taxes, and [they] say it will help.", "Republican Party | Republican Party"),
    (
        "[Ada Brandt and Yaw Darko] asked for time. [They] said the port could wait.",
        "Ada Brandt; Yaw Darko | Ada Brandt; Yaw Darko",
    ),
    (
        "[A letter from the Baltic Institute] calls the port unsafe. [It] asks for a fence.",
        "Baltic Institute | Baltic Institute",
    ),
    ("[The head of Baltic Pictures and Ada Brandt’s boss] said so.", "-"),
]

PARTICIPLES = [
    (
        "[A former KVT anchor residing in Kiel] has said so.\n\nFormer KVT anchor Amara Diallo cited friends.",
        "Amara Diallo",
    ),
]

TRAPS = [
    # what looks like the above and is not
    ("2020-01-01: Ada Brandt, the speaker of the house, spoke in the United States. [The] said.", "-"),
    ("The crash was caused by Kapron Energy, [a company that flies jets] said.", "-"),
    ("Unlike Ada Brandt, [a farmer who lost his land] said prices were fair.", "-"),
    ("Ada Brandt runs the Weather Office. [The other study] said no.", "-"),
    ("[Voters who like Ada Brandt] said so.", "-"),
    ("[Families of people killed by police officers including Karl Voss] said so.", "-"),
    ("[Critics, including those of Senator Ada Brandt,] said so.", "-"),
    (
        "[Ada Brandt and Karl Voss] said so. The farmers marched on Monday. [They] said prices were low.",
        "Ada Brandt; Karl Voss | -",
    ),
    (
        "[A Republican senator] said he would vote yes. It rained. Carl Beck, a Democratic senator, said no.",
        "-",
    ),
    (
        "[A new study] found that rents rose. Critics cite a study by Kapron Energy that found the opposite.",
        "-",
    ),
    ("Ada Brandt and Karl Voss met, and Brandt left early. [The latter] said so.", "Karl Voss"),
    (
        "2020-11-01: Ghana votes soon. Ghana was calm, and the United States sent observers. [Both presidential candidates] promised peace.",
        "-",
    ),
]

ROWS = (
    TITLES_BY_DATE
    + INTRODUCED
    + PRONOUNS
    + NAMES
    + INSTITUTIONS
    + SEVERAL
    + ROLE_BEFORE_NAME
    + TOGETHER
    + CLASSES
    + UNNAMED
    + BODIES
    + AGENCIES
    + OFFICES
    + DOCUMENTS
    + GOVERNMENTS
    + PARTS
    + MODIFIERS
    + BORDERS
    + MAKERS
    + NAMED_ELSEWHERE
    + NAMES_WHOLE
    + EXAMPLES
    + SMALL
    + PARTICIPLES
    + TRAPS
)


@pytest.mark.parametrize(("row", "expected"), ROWS)
def test_who_is_who(reader: OnnxReader, row: str, expected: str) -> None:
    assert names(resolve(reader, row)) == expected


@pytest.mark.parametrize(
    ("row", "number"),
    [
        ("[Two officials] said so.", 2),
        ("[A source close to the talks] said so.", 1),
        ("[Critics] said so.", None),
        ("[17 residents] said so.", 17),
        ("[A couple of traders] said so.", 2),
        ("[One of the nurses] said so.", 1),
    ],
)
def test_the_unnamed_are_described_and_counted(reader: OnnxReader, row: str, number: int | None) -> None:
    [statement] = resolve(reader, row)
    assert statement.speaker is None and statement.unnamed is not None
    assert statement.unnamed.number == number


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("[Carl Beck] said that the nominee, Omar Aziz, could win if [he] believed in ports.", "ranked"),
        (
            "[Carl Beck] said that the nominee, Mrs Ada Brandt, could win if [he] believed in ports.",
            "speaks of self",
        ),
        ("[Carl Beck] said that the nominee could win if [he] believed in ports.", "speaks of self"),
    ],
)
def test_he_is_weighed_where_the_reported_words_name_another(reader: OnnxReader, row: str, rule: str) -> None:
    article, (outer, inner) = read_marked(row)
    content = (Span(article.text.index("that"), len(article.text) - 1),)
    told = (replace(outer, content=content), replace(inner, parent=outer.id))
    evidence = Evidence(article.text, every_piece=True)
    for _ in evidence.watch(reader.read(article.text, part) for part in parts_of(article)):
        pass
    found = name_speakers(article, told, set_scene(article, evidence))
    assert [s.speaker.rule for s in found if s.speaker] == ["full name", rule]


def test_an_i_outside_quotations_is_the_one_writer_of_the_article() -> None:
    article, statements = read_marked(
        "[I] believe that the port is safe. “[I] doubt it,” it says on the wall."
    )
    article = replace(article, byline=("Ada Brandt",))
    [writer, wall] = name_speakers(article, statements, set_scene(article))
    assert writer.speaker is not None and wall.speaker is None
    assert (writer.speaker.name, writer.speaker.kind) == ("Ada Brandt", "author")
    two = replace(article, byline=("Ada Brandt", "Carl Beck"))
    assert not any(s.speaker for s in name_speakers(two, statements, set_scene(two)))


def test_joint_speakers_are_several_with_an_id_each(reader: OnnxReader) -> None:
    [statement] = resolve(reader, "2024-05-01: [Emmanuel Macron and Ada Brandt] said they would meet again.")
    assert statement.speaker is not None
    assert [m.id for m in statement.speaker.members] == ["Q3052772", "local:ada-brandt"]
    assert statement.speaker.id == "Q3052772+local:ada-brandt"


def test_a_chain_leads_from_the_pronoun_to_the_name(reader: OnnxReader) -> None:
    row = "Ada Brandt spoke in Kiel. Brandt was calm. [She] said the dike held."
    [statement] = resolve(reader, row)
    assert statement.speaker is not None
    text = row.replace("[", "").replace("]", "")
    assert [s.of(text) for s in statement.speaker.chain] == ["She", "Brandt", "Ada Brandt"]


@pytest.mark.parametrize(
    "text",
    [
        "A new study said so. The study of" + " " * 5900 + "x.",
        "A-" * 15_000 + " The committee said so. The campaign said so.",
        "In a report, it rained. The report said so. " * 300,
        "(" + "Ann Lee) (" * 4000 + "x) " + "It released a report. The report said so. " * 300,
    ],
    ids=["blanks", "hyphens", "reports", "brackets"],
)
def test_hostile_text_takes_no_longer_than_its_length(text: str) -> None:
    article, statements = read_marked(
        re.sub(r"(A new study|[Tt]he (?:committee|campaign|report))(?= said)", r"[\1]", text)
    )
    name_speakers(article, statements, set_scene(article))
