"""Minutes, agendas and tables full of numbers that say nothing of children: none is accused of anything."""

import pytest

from reading_a_sentence import accused

MINUTES = [
    "Minutes of the Board held on Tuesday 14 May 2024 at 2.00 pm in Committee Room 3, Town Hall, S60 2TH.",
    "Present: Cllr J. Smith (Chair), Dr A. Jones, 12 members and 3 officers.",
    "5.2 The Board noted the report on children in care.",
    "5.2.1 The Board NOTED the child protection plan data at Appendix 2, page 14.",
    "Action 7.3: AB to bring the section 47 audit back by 30/09/2024.",
    "Action: DCS to report on children in care to the July meeting (minute 43/24 refers).",
    "RESOLVED – that the report on looked-after children (item 8, pages 45-62) be noted.",
    "Report author: Jane Roe, 01709 382121, jane.roe2@rotherham.gov.uk, https://www.rscp.org.uk/info/12/children-in-care-2024.",
    "For children on a plan ring 0114 273 4567 or the out-of-hours line on 07700 900123.",
    "Children can call Childline on 0800 1111.",
    "In an emergency involving a child in care dial 999; otherwise dial 101.",
    "The NSPCC helpline (0808 800 5000) takes referrals from 8am to 8pm, Monday to Friday, and 9am-6pm at weekends.",
    "Section 17 of the Children Act 1989 defines children in need.",
    "Enquiries under s.47 CA 1989 and assessments under ss.17 and 20 were explained.",
    "Children accommodated under section 20 are looked after.",
    "Duties under sections 11, 14B and 16A-16E of the Children Act 2004 bind partners.",
    "Regulation 44 visits to children's homes are monthly.",
    "Article 12 of the UNCRC gives children in care a voice.",
    "Working Together 2023 sets out how partners protect children on plans.",
    "Keeping Children Safe in Education 2024 (KCSIE) was discussed; version 1.3 replaces version 1.2.",
    "An initial conference must be held within 15 working days of the strategy discussion.",
    "The first review conference is due within 3 months, and later ones within 6 months.",
    "Assessments should be finished within 45 working days of the referral.",
    "A referral must be decided on within 24 hours, or one working day.",
    "Core groups meet within 10 working days of the conference and then every 6 weeks.",
    "Children on plans are seen every 10 days.",
    "Looked-after children under 5 have a health assessment twice a year; those over 5 once a year.",
    "Children aged 16 and 17 may be accommodated under section 20.",
    "Children aged 0-4, 5-9, 10-15 and 16+ are shown apart.",
    "Year 6 and Year 11 children in care sat SATs and GCSEs; key stage 2 and key stage 4 results follow.",
    "Level 2 and Level 3 training on referrals is offered.",
    "Tier 4 beds for children in care are short.",
    "The help line for referrals is open 24/7, 365 days a year.",
    "The 4Rs of the Recovery model were shared with CP chairs.",
    "The Neglect Strategy 2023-2026 has four aims for children on plans.",
    "Our plan for 2024/25 to 2027/28 keeps children in care as a priority.",
    "Priority 1: neglect. Priority 2: child sexual exploitation. Priority 3: children in care.",
    'LCSPR "Child A" and "Family 7" led to learning about child protection plans.',
    "Rapid review RR05/24 on Child K concerned a child in care.",
    "SCR 3 was published on 4 March 2022.",
    "Ofsted graded services for children in care 'good' (grade 2) in June 2022.",
    "The ILACS inspection of 20 June to 1 July 2022 looked at children in care and care leavers.",
    "The target for initial conferences within 15 days is 90%.",
    "Target: at least 85% of assessments within 45 days by March 2026.",
    "Where re-referrals exceed 22% the service manager reports to the Board.",
    "The threshold for a red rating is below 75% of conferences in time.",
    "If plans exceed 400 the escalation protocol is used.",
    "We aim to have fewer than 450 children in care by 2027.",
    "The budget for children in care is £42.6m, an overspend of £3.1m.",
    "Partners contributed: council £120,000, ICB £85,500, police £35,000.",
    "Wards 4, 7 and 12 have the most children on plans.",
    "The children's home at 27 Wellgate opened.",
    "Letters about children in care go to PO Box 12, Rotherham S65 1AX.",
    "Children in care live along the A57, the M18 and the 22 bus route.",
    "The Board meets 4 times a year; the children in care sub-group met on 6 occasions.",
    "A quorum of 5 members, of whom 2 must be statutory partners, is needed.",
    "Meeting dates: 12.09.24, 5/12/24, 6 March 2025 and 12th June.",
    "The next meeting on children in care is on Thursday 12 September, 14:00-16:00, Room 1.14.",
    'The DfE dataset "Children looked after in England" (table LAA_2024, v2.1) was used.',
    "See Table 3, Figure 12 and footnote 5 for the number of children on plans.",
    "Recommendation 4 of the review asked for referrals to be quicker.",
    "Step 2 of the pathway is a section 47 enquiry; step 3 is an initial conference.",
    "The form CP1 goes to conference chairs; form CLA 7b to carers.",
    "The paper on s47 enquiries was 18 pages long, with 6 appendices.",
    "Members had 28 days to comment on the children in care pledge, and 3 responses came.",
    "80% of the 240 staff who attended the conference on plans rated it good.",
    "42 practitioners attended the conference on neglect on 3 June.",
    "1,240 pupils heard about exploitation in 14 schools.",
    "60 foster carers of children in care came to the event.",
    "Eleven councillors were trained in children in care.",
    "- 7.1 Children in care: data noted.",
    "- 10 – Child protection conference chairs' annual report",
    "- (3) Referrals and assessments",
    "1. Children in care",
    "2) Child protection plans",
    "a) Referrals: 3 workstreams are under way.",
    "Agenda item 9 | Children in Need | 15 mins",
    "The 2021 Census was used, and the 2015 IMD.",
    "A follow-up to the JTAI of 2019 took in referrals and section 47 enquiries.",
    "The CP-IS and the NHS number (10 digits) join up children on plans.",
    "Windows 11 and Liquidlogic v19 were brought in for assessments.",
    "The first 1,001 days matter most for children on plans.",
    "ICON and Safer Sleep reached 3,000 parents.",
    "The 15 partners and the 3 statutory partners signed.",
    "On page 395 of the report is a list of referral forms.",
    "Operation Clover (2014) led to 6 convictions.",
    "The review read 476 pages of records on referrals.",
    "Circulated 5 June: referrals paper v0.4 (draft 3).",
    "It takes 20 minutes to make a referral, and up to an hour to finish one.",
    "Up to 3 siblings can share a plan meeting of 90 minutes.",
    "Question 14 asked whether children in care feel safe.",
    "MACE, stage 2, met fortnightly at 10.30 about missing children.",
    "The Police gave a 30-minute talk on Op Encompass (referrals within 24 hours).",
    "Apologies: 4. Observers: 2.",
    "The Chair, in post since 2019, thanked 3 leavers.",
    "The ten neighbours, chosen by the 2025 model, have referrals like ours.",
    "National figures for 2024-25 on children in need are due on 30 October 2025 at 9.30am.",
    "Case numbers of social workers were limited to 18 children each.",
    "Standard 4.1: assessments are completed with the child.",
    "The Independent Reviewing Officers' handbook sets a caseload of 50 to 70 children in care.",
    "One in 4 women suffers domestic abuse in her life.",
    "The 0-19 service sees children on plans at home.",
    "The under-5s clinic for children in care runs on Tuesdays from 9.30 to 12.",
    "£1.2 million (2.3%) was saved on placements.",
    "At the 3rd meeting the 2nd draft of the plan for children in care was agreed.",
    "The 16+ team and the 18-25 team work with care leavers.",
    "A family with 4 or more children on plans has a named manager.",
    "DSLs from 90 of the 120 schools came to the briefing on referrals.",
    "The police area has 4 districts and 1.4 million people.",
    "Practice Week looked at 48 cases of children on plans; 36 were rated good or better.",
    "The s11 audit scored partners from 1 to 4 on referrals; 9 of 11 scored 3.",
    "Of the 18 actions on conferences, 15 are green, 2 amber and 1 red.",
    "Child protection plans (pp. 12-14).",
    "Children in care – see p.17.",
    "Child protection plans: 2024-27 strategy.",
    "Section 47 enquiries, p 23, para 4.5.",
    "Looked-after children report (14/05/24, min. 112).",
    "Children in care (CLA) dashboard v12 dated 31.03.24.",
    "Child protection plans last up to 24 months.",
    "Referrals: 24 hours. Assessments: 45 working days. Conferences: 15 working days.",
    "S47 enquiries: 15 days; core groups: 10 days; reviews: 3 and 6 months.",
    "Child protection plans must be reviewed at 3 months, then every 6 months.",
    "The referral line is 01709 336080.",
    "Referrals to MASH on 01302 737777 (option 2).",
    "Referrals after 5.30pm go to 01302 796000.",
    "Referrals are made by form MARF 2.",
    "The conference starts at 9.45.",
    "Conference on 21 November, 9.30-16.00, £45 a head.",
    "Initial conferences sit on Tuesdays and Thursdays at 10, 12 and 2.",
    "Children in care aged 13, 14 and 15 were asked about school.",
    "Children in care in Years 7 to 9 are invited.",
    "Children on plans who are 5 or under.",
    "Children on plans under the age of 12 months.",
    "Children aged 8 on a plan get a book.",
    "Children in need aged 16, 17 and 18.",
    "Pupils in Y10 and Y11 in care have tutors.",
    "Care leavers aged 18 to 25 are owed support until they are 25.",
    "Children in care get £10 a week pocket money from age 11.",
    "Child protection plans cost £3,500 each a year on average.",
    "The average cost of a child in care is £1,100 a week.",
    "A placement in a secure home costs up to £9,000 a week.",
    "The Board's budget is £245,000, of which £60,000 is for case reviews.",
    "Our target for children in care is 450 by March 2026.",
    "Target rate of children on plans: 45 per 10,000 by 2027.",
    "Plans should be reviewed on time in at least 95% of cases.",
    "The service aims for 85% of conferences on time.",
    "Tolerance for re-referrals: 18-22%.",
    "RAG: green above 90%, amber 80-90%, red below 80% (assessments in time).",
    "Green ≥90% amber 80–89% red <80% for conferences in 15 days.",
    "Thresholds for referrals (levels 1 to 4) were revised.",
    "Level 4 referrals go to MASH, level 3 to Early Help.",
    "Contact 101 or 999 for children at risk.",
    "Working Together to Safeguard Children (2018, 2020 and 2023) sets out section 47 enquiries.",
    "The Care Planning Regulations 2010 (SI 2010/959), reg. 9, cover looked-after children.",
    "The Children and Social Work Act 2017, ss.16-23, replaced LSCBs.",
    "Section 1(3) of the Act covers a child in care.",
    "Article 3 and Article 19 apply to children in care.",
    "Schedule 2, paragraph 19B, covers relevant children in care.",
    "PLO letters before care proceedings must go out within 26 weeks.",
    "Care proceedings should take 26 weeks; ours took 41.",
    "Children in care wait 421 days to move in with adopters.",
    "Adoption scorecards show A10 at 376 days and A2 at 145 days.",
    "Caseloads of children in need are 16.5 on average.",
    "Each IRO has 72 children in care.",
    "Social workers hold 17 children in need each on average.",
    "Placement in unit 4, 12 Moorgate Road, S60 2AG.",
    "MACE met 24 times and discussed 112 children.",
    "The Children in Care Council met 11 times.",
    "CLA reviews: 1,204 were held in the year.",
    "The Virtual School has 430 children in care on roll.",
    "3,120 health assessments were made of children in care over five years.",
    "98% of children in care are registered with a dentist by our own audit.",
    "A survey of 56 children in care found that 48 feel safe.",
    "Of 56 children in care who answered, 86% feel safe.",
    "In our audit of 24 plans, 14 were good, 8 required improvement and 2 were inadequate.",
    "In our audit of 30 section 47 enquiries 25 had a strategy meeting in time (83%).",
    "12 of 15 conferences sampled had GP reports.",
    "GPs sent reports to 41% of conferences.",
    "Police attended 92% of initial conferences; health 88%; schools 71%.",
    "Parents attended 85% of conferences and fathers 47%.",
    "Advocates supported 64 children at conferences.",
    "Interpreters were booked for 35 conferences.",
    "Three foster carers of children in care had 100 years of service among them.",
    "In the past 5 years we have had 3 heads of service for children in care.",
    "By 2030 the number of children in need is hard to foresee.",
    "Since 2010 children in care have had a council of their own.",
    "In 1989 and 2004 Acts were passed about children in need.",
    "The 2014 Jay report concerned 1,400 children.",
    "The national review of 2022 looked at the deaths of two children.",
    "The Independent Review of Children's Social Care (2022) has 80 recommendations.",
    "IICSA made 20 recommendations in October 2022.",
    "Children in care: key lines of enquiry 1-6.",
    "Children in care – action 14 – complete.",
    "Referrals (KPI 3.2) – see dashboard.",
    "KPI 12: children on plans for 2 years.",
    "Indicator N14: conferences within 15 days.",
    "NI 64: child protection plans lasting 2 years.",
    "CP plans 2+ years (NI64).",
    "PI ref 4.07 children in care placed 20+ miles from home.",
    "Time: 10.00 Item: 4 Title: Child Protection Plans",
    "4 | Child protection plans | JB | 15 min",
    "10:15 Children in care update (20 minutes)",
    "Vote on the children in care pledge: for 14, against 2, abstained 1.",
    "Attendance at the Board: health 11 of 12, police 9 of 12.",
    "The 12-month rolling figures for referrals come from Liquidlogic.",
    "Rolling 12 months are used for re-referrals, as in NI 68.",
    "Quoracy: 6 of 10 partners for the children in care sub-group.",
    "2 x IRO posts and 1.5 FTE chairs for conferences are vacant.",
    "Conference chairs: 6.5 FTE in post against an establishment of 8.0.",
    "The duty team has 12 social workers for referrals and assessments.",
    "The 7-minute briefing on neglect was read 1,350 times.",
    "Day 1 and day 2 of the course cover section 47 enquiries.",
    "The website's page on referrals had 23,400 hits.",
    "Slide 15: referrals by source.",
    "Wave 2 of the survey of children in care is under way.",
    "Cohort 3 of the ASYE programme, 14 strong, works on assessments.",
    "Q4 2024/25, Q1 2025/26: referrals report (deferred).",
    "The 2023-24 annual report covers children on plans to 31st March '24.",
    "Children in care week is 24-30 October.",
    "The 16 Days of Action and referrals were covered.",
    "The Board asked that the 2 reports on plans be merged into 1.",
    "Items 6, 7 and 8 (referrals, plans, care) were taken together.",
    "Of 11 standards for conferences we meet 9.",
    "Sections 3 to 5 of this report cover plans, conferences and referrals.",
]
TABLES = [
    """| Item | Title | Lead | Time |
|---|---|---|---|
| 1 | Welcome and apologies | Chair | 10.00 |
| 2 | Children in care annual report (pages 12-60) | DCS | 10.05 |
| 3 | Child protection plans: audit | QA | 10.35 |""",
    """| KPI | Measure | Target | Tolerance |
|---|---|---|---|
| 1 | Conferences within 15 working days | 90% | 85% |
| 2 | Assessments within 45 days | 92 | 88 |
| 3 | Re-referrals | 20 | 22 |""",
    """| Course | Level | Sessions | Places | Attended |
|---|---|---|---|---|
| Section 47 and strategy meetings | 3 | 4 | 80 | 71 |
| Conferences | 2 | 6 | 120 | 104 |
| Children in care | 1 | 2 | 40 | 38 |""",
    """Budget

| Heading | 2023-24 | 2024-25 |
|---|---|---|
| Children in care placements (£m) | 38.2 | 42.6 |
| Staff | 210 | 225 |""",
    """| Version | Date | Change |
|---|---|---|
| 0.1 | 3 March 2025 | First draft |
| 1.0 | 14 May 2025 | Children in care data added |""",
    """| Standard | Self-score 2023 | Self-score 2024 |
|---|---|---|
| Referrals are timely | 3 | 4 |
| Children in care are heard | 2 | 3 |""",
    """| Recommendation | Number of actions | Complete |
|---|---|---|
| Improve conferences | 4 | 3 |
| Improve referrals | 5 | 5 |""",
    """Children in care: staffing

| Team | Posts | Filled |
|---|---|---|
| Looked-after children | 12 | 9 |
| Care leavers | 5 | 4 |""",
    """## Children in care: complaints and compliments

| Stage | 2023-24 | 2024-25 |
|---|---|---|
| Stage 1 | 12 | 15 |
| Stage 2 | 2 | 1 |""",
    """## Child protection plans by ward

| Ward | Rank | Deprived decile |
|---|---|---|
| Maltby | 1 | 2 |
| Dinnington | 4 | 3 |""",
    """## Children in care: Ofsted grades of our homes

| Home | Beds | Grade |
|---|---|---|
| Elm | 4 | 2 |
| Oak | 3 | 1 |""",
]


@pytest.mark.parametrize("text", MINUTES)
def test_pages_dates_laws_and_times_in_minutes_are_accused_of_nothing(figures, text):
    assert accused(text, figures, "2024-25 Q4") == {}


@pytest.mark.parametrize("text", TABLES)
def test_agendas_targets_budgets_and_posts_in_tables_are_accused_of_nothing(figures, text):
    assert accused(text, figures, "2024-25 Q4") == {}


def test_a_target_in_brackets_leaves_the_figure_beside_it_to_be_read(figures):
    table = "| Measure | 2022-23 (target 90) |\n|---|---|\n| Children on a child protection plan, March 2023 | 397 |"
    assert accused(table, figures) == {"397": "differs"}
