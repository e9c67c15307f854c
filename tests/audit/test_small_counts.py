"""Counts of one to five children."""

import pytest

from reading_a_sentence import accused, audited


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Three children on a plan moved to live with relatives.", "Three"),
        ("Four of our looked-after children are Chinese.", "Four"),
        ("Of children on plans, two were unborn.", "two"),
        ("Irish Traveller children in care: 2.", "2"),
        ("A couple of looked-after children live abroad.", "A couple"),
        ("| Placement | Children in care |\n|---|---|\n| Foster care | 371 |\n| Secure unit | 3 |", "3"),
    ],
)
def test_a_few_children_are_found_in_figures_and_in_words(figures, text, number):
    assert accused(text, figures) == {number: "undisclosable"}


@pytest.mark.parametrize(
    "text",
    [
        "Three meetings were held about children in care.",
        "The two designated doctors for children in care meet monthly.",
        "One in four children in care moved school.",
        "The partnership has three priorities for children in care and two for children on plans.",
        "Three or more children from one family were on plans in 27 households.",
        "There were 557 children in care at first; one child was taken out, leaving 556.",
        "Two rapid reviews of children on plans were held.",
    ],
)
def test_a_few_of_something_else_are_left_alone(figures, text):
    assert "undisclosable" not in accused(text, figures).values()


# ---- As reports say it

FEW = [
    "A single looked-after child was placed in secure accommodation in 2024-25.",
    "Two babies were removed at birth.",
    "4 Wakefield children were placed in Scotland.",
    "Plans of two years or more: 4",
    "Only three of the children on plans were disabled.",
    "Two of our care leavers are in custody.",
    "Unaccompanied asylum-seeking children: 3",
    "UASC: 4",
    "We looked after 2 UASC at the year end.",
    "Children in care placed in secure homes: 2",
    "Children in care in custody (n = 3)",
    "Three siblings were separated when they came into care.",
    "One young person in care was remanded in the year.",
    "One child died and the case went to rapid review.",
    "Children who were privately fostered numbered 4.",
    "Four children were privately fostered at 31 March 2025.",
    "Three young people were referred to the national referral mechanism.",
    "Three children were subject to deprivation of liberty orders.",
    "Two children were missing for more than a week.",
    "Five children with a disability were on plans.",
    "Five disabled children were subject to a child protection plan.",
    "There was one child suicide in the year.",
    "Two girls were at risk of FGM and made subject to protection orders.",
    "Three unborn babies were made subject to plans.",
    "Of the 23 care leavers known to be homeless, two were in bed and breakfast.",
    "We had two children placed in unregistered settings.",
    "Physical abuse accounted for only 4 plans.",
    "Two child protection plans had been open for more than two years.",
    "Just 3 plans lasted two years or longer.",
    "Children on plans by ethnic group: White 280, Mixed 20, Asian 6, Black 4.",
    "Of our children in care, 3 identify as transgender.",
    "A sibling group of three was placed outside the borough, away from their foster carers.",
    "One baby was placed for adoption and later returned to care.",
    "Three of our looked-after children were convicted of an offence.",
    "In three cases the child protection plan ended and started again within a month.",
    "Four children adopted in the year waited over two years.",
    "Children adopted in the year: 4",
    "The number of children in secure accommodation was 2.",
    "Two CLA were missing at the year end.",
    "The Chair noted that two of the children concerned had since died.",
    "A boy and two girls were taken into police protection.",
    "Four teenagers were identified as victims of criminal exploitation.",
    "Two looked-after children gave birth during the year.",
    "There are now three children in care from the Roma community.",
    "Twelve children entered care in March; three returned home within a week.",
    "Three pupils in care were permanently excluded.",
    "Two brothers died in a house fire and the Panel was notified.",
    "Of the children subject to a plan, four were in hospital.",
    "CLA in custody: 1",
    "Children in care: White 389, Mixed 33, Black 5",
    "Just one of our looked-after children is placed more than 100 miles away.",
    "During the quarter there were two deaths of children in care.",
    "We had three serious incident notifications, all involving children subject to a plan; two of the children died.",
    "At year end 3 children remained on plans for over two years.",
    "Three of the 313 children on plans are Gypsy or Roma.",
    "Care leavers in custody at 31 March 2025: 4",
    "Care leavers not in suitable accommodation – 5",
    "The panel heard that a lone looked-after baby had been moved three times.",
    "Four out of the 476 children in care are Arab.",
    "4 of 476 children in care are Arab.",
    "CLA placed in semi-independent homes under 16: 2.",
    "Five privately fostered children were visited.",
    "Of the unaccompanied children, only 2 are girls.",
    "3 children were admitted to tier 4 beds.",
    "Three children with Channel referrals are in our care.",
    "Four care leavers died in the year.",
    "A pair of brothers in care were placed with different carers.",
    "There was one looked-after child in a secure unit at 31 March.",
    "Only 1 child was on a plan for sexual abuse.",
    "Sexual abuse was the category for 5 children on a plan.",
    "Sexual abuse: 5 children on a plan.",
    "Children on a plan under the category of physical abuse numbered just 4.",
    "In the quarter, 2 children came off plans after more than two years.",
    "Doncaster has 2 looked-after children in unregulated homes.",
    "Two children on child in need plans were harmed.",
    "Two 15-year-old girls were trafficked.",
    "2 CLA were adopted in the quarter.",
    "Repeat plans: 3 children, all from one family.",
    "Children placed at home with parents: 5.",
    "Disabled children on a plan = 5",
    "Young people in care convicted or cautioned: 3",
    "School: 2 looked-after pupils permanently excluded.",
    "Missing: 4 looked-after children, 22 episodes.",
    "### Children in secure accommodation\n\n3",
    "### Plans ended after two years or more\n\n**4**",
    "## Children in care by ethnicity\n\n- White: 389\n- Mixed: 33\n- Black: 4",
    "Of the children on a plan:\n\n- 4 were unborn\n- 12 lived abroad",
    "Seven children in care went missing in March 2025. Three were found out of area.",
    "| Ethnicity | Children in care |\n|---|---|\n| White | 389 |\n| Chinese | 3 |",
    "Care leavers by accommodation\n\n| Accommodation | Number |\n|---|---|\n| Staying put | 44 |\n| Custody | 3 |",
]


@pytest.mark.parametrize("text", FEW)
def test_a_few_children_of_a_cohort_are_found_in_each_way_of_saying_it(figures, text):
    assert list(accused(text, figures, "2024-25 Q4").values()) == ["undisclosable"]


INNOCENT = [
    "5 referrals to the group were received.",
    "The Board held four meetings in 2024-25.",
    "Three audits of children on plans took place.",
    "Two posts in the looked-after children team are vacant.",
    "Three staff work with children in care.",
    "Four schools hold 20 pupils on plans.",
    "Five families attended the parenting class for parents of children on plans.",
    "The partnership has three priorities: neglect, exploitation and children in care.",
    "12% of children in care had three or more placements.",
    "Every one of our children in care has a plan.",
    "A child in care told us that moving is hard.",
    "Two brothers in a play explain what happens when children come into care.",
    "A child aged 4 may be placed for adoption.",
    "Where five or more children are on plans in one school, the head is told.",
    "1 in 5 children in care has moved.",
    "The rate of children in custody is 3 per 10,000.",
    "Children wait two years for adoption.",
    "Serious Case Review 3 concerned a child on a plan.",
    "There were 313 children on plans, two more than last year.",
    "Two delegates from children's homes attended.",
    "One of the children's homes was rated good.",
    "Nationally, two children a week die at the hands of a parent.",
    "In England 3 children died in custody in the year.",
    "Fewer than five children were in custody.",
    "Under 5 children in care were placed in Scotland.",
    "UASC: <5",
    "Numbers of 1 to 5 children are suppressed in this report.",
    "Counts of children in care between 1 and 5 are not shown.",
    "Children in care have on average 2 placements a year.",
    "Every child in care is offered one to one tutoring.",
    "Two young people with experience of care chaired the board.",
    "Three care leavers sit on the interview panel.",
    "Two young people told us that they had been placed too far from home.",
    'One young person said: "I like my foster carer."',
    "The new home has room for four children in our care.",
    "The home is registered for three children in care.",
    "Two new children's homes opened for children in care.",
    "Foster carers may care for up to three children.",
    "Each social worker supervises four children on plans.",
    "Two child protection chairs left in the year.",
    "Three initial conferences were held late.",
    "Two LAC reviews were cancelled.",
    "Three CLA nurses cover the borough.",
    "The two children's social care teams look after 476 children.",
    "Four Independent Reviewing Officers see our looked-after children.",
    "Two child protection conferences were observed by members.",
    "Three child death reviews were completed by the Child Death Overview Panel.",
    "Four recommendations on children in care were accepted.",
    "Two of the recommendations concern children on plans.",
    "Of the audits of children on plans, three were good.",
    "Of the five recommendations about children in care, two are complete.",
    "Members asked three questions about the number of looked-after children.",
    "We ran 4 workshops for 60 foster carers of children in care.",
    "Two action plans were agreed for children in care.",
    "Three safety plans were signed.",
    "Our plan has four aims for children in care.",
    "One child is one too many in unregistered care.",
    "No one child in care is the same.",
    "One child can be on a plan in two areas.",
    "If one child is on a plan, siblings are considered.",
    "Two parents of children in care joined the board.",
    "Two mothers of children on plans told their stories.",
    "Children in care met with the Director twice and the Lead Member 3 times.",
    "The council has 4 children's homes, and 476 children in care.",
    "Children in care: visits completed 4",
    "Complaints about children in care: 3",
    "Meetings of the Corporate Parenting Panel: 4",
    "Ofsted visited on 3 occasions to see how children in care live.",
    "We have four neighbours with more children in care.",
    "There are two children in care councils in the borough.",
    "The Children in Care Council has 5 sub-groups.",
    "The top three reasons for coming into care are neglect, absence and distress.",
    "Three in four children in care are fostered.",
    "Priorities: 1) neglect 2) children in care 3) exploitation",
    "Children on plans rose by 3 between the quarters.",
    "Two children's centres closed.",
    "Families with two children in care get extra help.",
    "Two adult brothers were convicted of the abuse of children in care.",
    "Four police officers work with missing children.",
    "Two nurses who care for children in hospital were trained.",
    "Three sessions on FGM were delivered.",
    "The panel reviewed 4 themes: neglect, custody, deaths and missing children.",
    "Of the four councils, two place more children in care at a distance.",
    "The five boroughs each have more children in care than we do.",
    "Neglect is one of four categories of abuse.",
    "For example, two children on plans in one family are counted as two.",
    "Children in care should have no more than two social workers in a year.",
    "The Lead Member visited two homes and met three of the children living there.",
    "We compared ourselves with three other areas that look after as many children.",
    "The five themes of abuse were discussed: physical, sexual, emotional, neglect and exploitation.",
    "Quarter 3 saw 300 children in care.",
    "A Family Hub opened at Maltby; four more will open for children in need.",
    "Children in care are seen at least every six weeks by one of four nurses.",
    "Three partners pay for services to children in need.",
    "Partners agreed two changes to the children in care pledge.",
    "The Ofsted report named three strengths in services for children in care.",
    "The three boroughs share one adoption agency.",
    "Two adoption agencies merged.",
    "The Partnership commissioned one LCSPR about Child C, who died.",
    "One rapid review concerning a child who died was finished.",
    "The service has one manager and five workers for care leavers.",
    "The board agreed two of the three proposals on children in care.",
    "Only one in ten care leavers is in prison.",
    "The chair reminded members that one death is too many.",
    "Sexual abuse training: 4",
    "Neglect conference: 3 speakers",
    "Neglect strategy group met; 4 attended.",
    "Of the 40 professionals who attended the neglect training, 3 were from health.",
    "We supported two schools to reduce exclusions.",
    "Two schools excluded children in care.",
    "Two thematic audits – neglect and sexual abuse – were done.",
    "Two films about exploitation were made with young people.",
    "Four young people joined the takeover day.",
    "Members heard from two care leavers, who presented their work on the pledge.",
    "The partnership received five serious incident notifications about children.",
    "Two independent scrutineers visited looked-after children.",
    "Three young people from the Children in Care Council opened the awards.",
    "Of the ten children in care who answered, three said that they would like more contact.",
    "We are one of three authorities with a rate of children in care above 80.",
    "Two in five care leavers live independently.",
    "Three quarters of children in care are placed in the borough.",
    "The Virtual School has 4 learning mentors for looked-after pupils.",
    "The children in care nurse sees children twice in the first year and 4 times later.",
    "One of two looked-after children's nurses is on leave.",
    "Children in care aged 3 and 4 attend nursery.",
    "Health assessments for children under 5 take place twice a year.",
    "Five members of the board have been trained on care leavers.",
    "In January two colleagues left the UASC team.",
    "Looked-after children: 3 key messages",
    "Looked-after children – 3 things to know",
    "Children in care: 1. stability 2. health 3. education",
    "Children on plans. 4.2 The board noted the paper.",
    "5.3 Children in care numbers were noted.",
    "Sexual abuse: see page 4.",
    "Neglect: 4 actions are outstanding.",
    "Sexual abuse: 2 learning reviews.",
    "Physical abuse – 3 multi-agency audits.",
    "Missing: 4 return home interviews were late.",
    "Custody: 2 officers cover the suite.",
    "The four categories are neglect, emotional, physical and sexual abuse.",
    "Plans: two agreed, one outstanding.",
    "Two plans to reduce neglect were approved by the board.",
    "All three partners agreed the two plans.",
    "Cases: the panel considered 3.",
    "The Panel considered 4 cases of neglect for learning.",
    "Two cases were discussed at length.",
    "We held an event for 3 schools and 2 academies about exclusions.",
    "Two of four statutory partners have looked-after children leads.",
    "There are 2 named doctors and 1 designated nurse for children in care.",
    "The DfE rounds counts of children in care to the nearest 5.",
    "Children in care figures are rounded to 5.",
    "Placement stability is measured by 3 or more moves for children in care.",
    "On a scale of 1 to 5 children in care rated their home 4.",
    "Children in care gave their homes 4 out of 5.",
    "Foster homes were rated 4 out of 5 by children in care.",
    "Children wait 3 weeks for a placement.",
    "Referrals about missing children were up 4 on last year.",
    "Plans were reviewed at 3 months and at 6 months.",
    "A child must be seen alone once every 4 weeks by a social worker.",
    "The board asked for an update on children in care in two meetings' time.",
    "Stability: children in care have 2.1 placements and 3 social workers on average.",
    "The Bright Spots programme asked children in care 5 questions.",
    "Each child in care has one allocated worker.",
    "Every child on a plan has one lead worker and a core group of four professionals.",
    "A core group of five met.",
    "Three siblings, in our training film, are taken into care.",
    "Two women with children in care joined the Pause programme.",
    "Pause works with four women who have had 15 children removed.",
    "Four elected members sit on the Corporate Parenting Panel for children in care.",
    "The four looked-after children champions met.",
    "We have two priorities left: placements and care leavers.",
    "Ofsted judged help for children in care as 1, outstanding.",
    "Our services for children in care and care leavers are graded 2.",
    "Two boroughs, Barnsley and Doncaster, have fewer children in care.",
    "4 out of 5 care leavers are in touch with their adviser.",
    "The programme has supported three areas of the country to place children.",
    "One year on, children in care are safer.",
    "One aim is to keep children out of care.",
    "One is that children in care are placed locally.",
    "In one sense, children in care are doing better.",
    "One of the reasons for coming into care is neglect.",
    'One in care leavers\' words: "great".',
    "Children come into care for one of four reasons.",
    "Children are placed in one of three ways: fostering, residential or kinship.",
    "One place for adoption was found.",
    "One foster home closed.",
    "One children's home was judged inadequate.",
    "Children moved from one placement to another.",
    "The sub-groups are four: neglect, exploitation, health and children in care.",
    "The group looked at neglect, sexual abuse and 3 other themes.",
    "Case file audit: of 12 children's records 3 were good.",
    "Of 12 files of children on plans, 3 were inadequate.",
    "Of the 8 meetings, 3 were about children in care.",
    "Three were about children in care.",
    "Two were deferred.",
    "Item 5: children in care. Two reports were taken.",
    "Last year two boys won the football cup for children in care.",
    "Two young inspectors visited children's homes.",
    "The two-child limit affects families in need.",
    "We have five looked after children's teams, three of which are full.",
    "Two apprentices who are care leavers joined us.",
    "Children on plans in two parts of the borough: Central and South.",
    "Children on plans live in all three districts.",
    "The policy says that no more than two children in care share a room.",
    "National data show that 2 children in every class have been harmed.",
    "The Casey report named five towns where girls were exploited.",
    "The Star Hobson review concerned one child who died in Bradford.",
    "The national review looked at two children who died, Arthur and Star.",
    "The CSPR on Child B made four recommendations.",
    "The new strategy aims for two fewer children in unregistered homes.",
    "Two parents were charged after a child died.",
    "Two men were convicted of trafficking girls.",
    "Five suspects were arrested for child sexual exploitation.",
    "The Lead Member and two others visited children in secure homes.",
    "A baby aged 3 weeks died.",
    "A child of 2 died.",
    "Children missing for 3 days or more are discussed.",
    "The girl, 4, was placed with her aunt.",
    "Two days later the child was placed in care.",
    "The annual conference on neglect had 4 speakers.",
    "A further three speakers covered exploitation.",
    "Three sectors were represented: health, police and children's social care.",
]


@pytest.mark.parametrize("text", INNOCENT)
def test_small_numbers_of_anything_else_are_accused_of_nothing(figures, text):
    assert accused(text, figures, "2024-25 Q4") == {}


@pytest.mark.parametrize(
    "text",
    [
        "Risks: children in care\n\n| Risk | Likelihood | Impact |\n|---|---|---|\n| Homes | 4 | 5 |",
        "| Indicator | Rank | Value |\n|---|---|---|\n| Children in care | 3 | 476 |",
        "| Training course | Sessions | Delegates |\n|---|---|---|\n| Neglect | 4 | 60 |\n| Sexual abuse | 2 | 31 |",
        "| Organisation | Meetings attended (of 5) |\n|---|---|\n| Health | 5 |\n| Children's social care | 5 |",
        "| Priority | Theme |\n|---|---|\n| 1 | Neglect |\n| 2 | Children in care |",
        "| No. | Action | Owner |\n|---|---|---|\n| 3 | Report on children in care | DCS |",
        "| Audit theme | Cases | Good |\n|---|---|---|\n| Neglect | 12 | 4 |\n| Children in care | 10 | 5 |",
        "| Category | Rotherham % | England % |\n|---|---|---|\n| Sexual abuse | 4 | 3 |",
    ],
)
def test_scores_ranks_and_sessions_in_tables_are_no_children(figures, text):
    assert "undisclosable" not in accused(text, figures, "2024-25 Q4").values()


@pytest.mark.parametrize(
    "text",
    [
        "Custody: 2 care leavers, both 18.",
        "One care leaver is in custody.",
        "Just two of the cohort of care leavers are at university.",
        "The cohort of children on remand is small (n=4).",
        "4 children were subject to a Deprivation of Liberty order at year end.",
        "Five children are on a full care order and placed at home.",
        "At the end of the quarter only three children had been on a plan for over 18 months.",
        "There were five unaccompanied children in our care.",
        "Children by religion: Christian 120, Muslim 34, Sikh 2 (children in care).",
        "Three children, 1% of those on plans, are Chinese.",
        "Missing episodes rose although only 3 looked-after children went missing more than once.",
        "Two looked-after children are placed abroad.",
        "1 child in care died in the year.",
        "1 child was adopted by their foster carers.",
        "Adoptions: 4 children.",
        "Adoption: four children placed.",
        "There are 3 children waiting for adoption.",
        "Three young people turned 18 while in secure accommodation.",
        "We reported two child deaths to the Panel.",
        "Two infants were seriously harmed.",
        "5 children aged under one were subject to plans.",
        "The number of children subject to FGM protection orders is 3.",
        "Children subject to an interdict: none. Children in secure care: four.",
        "Four of those on plans have a disability.",
        "Of those adopted, two were over five.",
        "The team worked with four children at risk of exploitation.",
        "Only a couple of children in care went missing.",
    ],
)
def test_a_few_of_a_cohort_are_found_however_short_the_sentence(figures, text):
    assert "undisclosable" in accused(text, figures, "2024-25 Q4").values()


@pytest.mark.parametrize(
    "text",
    [
        "Four in every ten children in care live outside the borough.",
        "We have four virtual school heads for children in care in the sub-region.",
        "Two judges sit on care proceedings.",
        "In two weeks 4 schools reported exclusions.",
        "Social workers each see 4 children in care a day.",
        "Every team has two duty workers for children in need.",
        "Two social workers were off, and 17 children in care had to be reallocated.",
        "Children in care took 3 of the 10 prizes.",
        "Children in care scored 4 on the well-being scale.",
        "The strengths score of children in care was 3.",
        "Our children in care rank 4 of 10 for attainment.",
        "Children in care have 2 hours of tutoring a week.",
        "Children in care: pledge 1, pledge 2, pledge 3.",
        "Members asked for numbers of children in custody; 5 minutes were left.",
        "There are 5 tiers of need, of which children in need are at 4.",
        "The partnership's five pillars include children in care.",
        "Three local authorities, with 2,000 children in care between them, share the agency.",
        "Four of the ten neighbours have more children on plans.",
        "We ranked third of four in the region for children in care.",
        "Three of the four South Yorkshire authorities saw plans rise.",
        "Plans rose in three of the last five years.",
        "For three years running plans have fallen.",
        "Two of five performance measures on children in care are red.",
        "3 of 5 measures for care leavers are green.",
        "Children on plans are visited by two workers in high-risk cases.",
        "The review made three findings on children in custody.",
        "Two learning events on child deaths were held.",
        "The Child Death Overview Panel met 4 times and closed 22 cases.",
        "Three modifiable factors in child deaths were found: smoking, co-sleeping and weight.",
        "Two panels, MACE and Channel, consider children at risk of exploitation.",
        "The five children's centres see children in need.",
        "The two hospitals sent reports on children on plans.",
        "Four beds were opened at the hospital for children who self-harm.",
        "A 4-bed home for children in care opened.",
        "Our two-bed home for children in care is full.",
        "A three-bedded unit for children leaving hospital opened.",
        "Two homes for children in care were built, with 4 beds each.",
        "Foster carers for two children retired.",
        "Two carers for children with disabilities joined.",
        "The four-week rule for exclusions was explained.",
        "Two independent visitors were found for children in care.",
        "Health visitors see babies on plans 5 times in the first year.",
        "The first five years are the time when children come into care most.",
        "Pathway plans: 3 versions are in use.",
        "There were two petitions on children in care.",
        "Three bids for care leavers' homes were made.",
        "Over the year two strands of work on neglect were finished.",
        "Children in care council: 5 members.",
        "Young people's panel – 4 care leavers, 2 foster carers.",
        "Two care leavers are now employed by the council as apprentices.",
        "In one school 12 children are on plans.",
        "In two wards one child in ten is in need.",
        "In one week 14 children came into care.",
        "In one family five children came into care in the film.",
        "One plan covers all siblings.",
        "One social worker has 25 children in care.",
        "One partner did not send data on children in care.",
        "One theme is children missing from care.",
        "One to one support is given to children in care.",
        "Two-way talk between children in care and the Director.",
        "One third of children who left care returned home.",
        "Only one authority in the region has fewer children in care.",
        "One hundred and four children came into care.",
        "Twenty-three children were adopted.",
        "Two hundred children went missing.",
        "Three dozen children left care.",
        "Four thousand children are in need.",
        "One and a half posts support care leavers.",
        "One: keep children in care close to home. Two: keep siblings together.",
        "A. One B. Two C. Three",
        "Step one: a child is referred. Step two: a child is placed on a plan.",
        "Group 1 (children on plans), group 2 (children in need), group 3 (others).",
        "The two groups, children on plans and children in care, overlap.",
        "Both groups of children, two in all, are counted.",
        "Panel members: 5. Children in care discussed: 23.",
        "Version 2 of the children in care pledge had 4 parts.",
        "Care leavers are entitled to support until 25; 3 said so in the survey.",
    ],
)
def test_workers_homes_prizes_and_marks_beside_children_are_not_taken_for_them(figures, text):
    assert "undisclosable" not in accused(text, figures, "2024-25 Q4").values()


@pytest.mark.parametrize(
    ("table", "few"),
    [
        (
            """| Measure | 2023-24 | 2024-25 |
|---|---|---|
| Children in care | 502 | 476 |
| Unaccompanied children in care | 4 | 3 |
| Children in care in custody | 2 | 1 |
| Average placements per child in care | 2 | 3 |
| Months in care before adoption | 4 | 5 |""",
            4,
        ),
        (
            """Children subject to plans, by ethnicity

| Ethnic group | Number | % |
|---|---|---|
| White | 280 | 89 |
| Mixed | 20 | 6 |
| Asian | 9 | 3 |
| Black | 4 | 1 |""",
            1,
        ),
        (
            """| | Boys | Girls |
|---|---|---|
| Children in care | 290 | 186 |
| UASC | 22 | 2 |""",
            1,
        ),
        (
            """| Placement type (children in care) | 31 March 2025 |
|---|---|
| Foster care | 340 |
| Secure | 2 |
| Adoption | 5 |
| Kinship | 61 |""",
            2,
        ),
        (
            """## Private fostering

| Year | Arrangements | Visits on time |
|---|---|---|
| 2023-24 | 4 | 3 |
| 2024-25 | 5 | 5 |""",
            0,
        ),
        (
            """## Care leavers' accommodation

| Type | Number |
|---|---|
| Independent living | 88 |
| Custody | 5 |
| No fixed abode | 2 |""",
            2,
        ),
        (
            """| Year | Child deaths | Reviews |
|---|---|---|
| 2023-24 | 22 | 3 |
| 2024-25 | 5 | 2 |""",
            1,
        ),
        (
            """| Category of abuse | Q1 | Q2 | Q3 | Q4 |
|---|---|---|---|---|
| Neglect | 130 | 141 | 139 | 150 |
| Sexual | 3 | 4 | 4 | 4 |""",
            4,
        ),
        (
            """| Indicator | Rotherham | England | SN |
|---|---|---|---|
| % of CLA with 3+ placements | 11 | 10 | 9 |
| % CPP 2 years+ | 3 | 4 | 4 |
| Repeat CPP % | 24 | 25 | 24 |
| Timeliness of visits | 4 | 5 | 4 |""",
            0,
        ),
        (
            """| Indicator | Q1 | Q2 |
|---|---|---|
| Number of children on plan over 2 years | 4 | 3 |
| Number of ICPCs | 110 | 95 |
| Number of complex abuse enquiries | 2 | 1 |
| Number of LCSPRs | 1 | 2 |
| Number of rapid reviews | 3 | 4 |""",
            2,
        ),
        (
            """| Country of origin of UASC | Number |
|---|---|
| Sudan | 9 |
| Iran | 4 |""",
            1,
        ),
        (
            """| Length of time in care | Children |
|---|---|
| Under 1 year | 120 |
| 10 years or more | 4 |""",
            1,
        ),
        (
            """| Age of child at review | Reviews |
|---|---|
| Under 1 | 3 |
| 16-17 | 2 |""",
            0,
        ),
        (
            """| School | Pupils on plans |
|---|---|
| Elm Primary | 4 |
| Oak Primary | 11 |""",
            1,
        ),
        (
            """| Team | Children in care per worker |
|---|---|
| North | 4 |
| South | 5 |""",
            0,
        ),
        (
            """| Looked after children's health | Due | Done |
|---|---|---|
| Initial assessments in April | 5 | 4 |
| Dental checks | 40 | 38 |""",
            0,
        ),
        (
            """| Year | Schools with children on plans | Wards |
|---|---|---|
| 2024 | 4 | 3 |""",
            0,
        ),
    ],
)
def test_tables_hide_the_few_children_in_them_and_nothing_else(figures, table, few):
    found = audited(table, figures, "2024-25 Q4").verdicts
    assert sum(one.verdict == "undisclosable" for one in found) == few


@pytest.mark.parametrize(
    "text",
    [
        "The Board thanked two young people, Aisha and Tom, for their work.",
        "Two care-experienced young people are members of the Corporate Parenting Panel.",
        "In 2024-25 we will focus on three groups: children in care, care leavers and children in need.",
        "There were 3 inspections of our children's homes.",
        "Children in care live in 4 regulated homes run by the council.",
        "Placements of children in care: 3 providers were stopped.",
        "We consulted 2 schools about 30 children on plans.",
        "Of all 9 homes, 3 take children under 10.",
        "The judge heard 4 applications about children in care.",
        "At the panel 5 foster carers were approved for children in care.",
        "Foster carers approved: 5. Foster carers resigned: 4.",
        "Adopters approved in the year: 5.",
        "Serious incident notifications: 4.",
        "Rapid reviews: 3, of which 2 went on to an LCSPR.",
        "LCSPRs published: 2.",
        "Complaints from children in care: 5.",
        "Allegations against foster carers: 4.",
        "Allegations against people who work with children in care: 3 upheld.",
        "The LADO had 5 referrals about residential workers.",
        "Restraints in children's homes: 4.",
        "Channel panel: 4 meetings.",
        "Child in care reviews held late: 5.",
        "Return home interviews declined: 4.",
        "Strategy meetings without police: 3.",
        "Children's homes in the borough: 4 council, 31 private.",
        "Number of social workers in the children in care team: 5.",
        "Number of IROs: 4.",
        "Number of meetings with children in care: 4.",
        "Number of schools with more than ten looked-after children: 3.",
        "Number of agencies at child protection conferences: 5.",
        "Number of plans audited: 5.",
        "Average number of children on plans per worker: 4.",
        "Median age of children entering care: 4.",
        "Children in care per teacher: 5.",
        "Percentage of care leavers in custody: 2.",
        "Rate of children adopted per 10,000: 3.",
        "Care leavers in custody (%): 2",
        "% children in care in residential homes: 4",
        "Weeks from placement to adoption order for children: 5",
        "Days between conference and core group for children on plans: 5.",
        "Children in care, priority outcomes: 4.",
        "Children on plans, key risks: 3.",
        "Child deaths: 2 themes.",
        "Neglect: 3 champions in each agency.",
        "Neglect toolkit, version 2.",
        "Sexual abuse pathway, step 4.",
        "Physical abuse, emotional abuse, neglect and sexual abuse: 4 categories.",
        "Four categories: neglect, emotional, physical and sexual.",
        "From 1 April 3 teams work with children in care.",
        "The 2 leaving care teams became 1.",
        "Youth custody: 2 visits were made to each child.",
        "We wrote to 3 MPs about UASC.",
        "Of 5 UASC age disputes heard in court nationally, 3 were lost.",
        "The four UASC workstreams report monthly.",
        "There were two rounds of talks on UASC dispersal.",
        "Operation Stone led to four convictions for child sexual exploitation.",
        "Five defendants got 60 years for exploiting girls.",
        "4 perpetrators were charged with abuse of children.",
        "There are three hotspots for missing children.",
        "Two taxi drivers lost their licences after girls were exploited.",
        "Four businesses signed the exploitation pledge.",
        "Three of the four actions in the exploitation plan are done.",
        "Two of the children's plans lacked a chronology in the audit.",
    ],
)
def test_labels_of_other_things_than_children_are_accused_of_nothing(figures, text):
    assert accused(text, figures, "2024-25 Q4") == {}
