# SPDX-License-Identifier: CC0-1.0
"""Given names and surnames, by the region they are most common in: bare facts, no person.

The first list of each pair may appear in every split; the second one is kept out of training.
Some names are words or places too (May, Hope, Florence, Lincoln, Banks): that is wanted.
"""

ORIGINS = ["anglo", "hispanic", "slavic", "south_asian", "east_asian", "arabic", "west_african"]

GIVEN = {
    "anglo": (
        "Emily Oliver Harriet Daniel Grace Thomas Hope Edward Alice Frank Rose Martin Lucy Peter "
        "May Stephen Florence Andrew Sydney Philip Heather Mark Jordan Ruth Colin Will Joan "
        "Georgia Chester Nigel Abigail Howard Daisy Clive Paige Gareth".split(),
        "Rebecca Hugh Brooke Lincoln Austin Beatrice Trevor Ivy Dean Charlotte Rowan Wesley "
        "Felicity Bruce".split()),
    "hispanic": (
        "Lucía Mateo Ximena Álvaro Pilar Rodrigo Consuelo Joaquín Marisol Esteban".split(),
        "Rocío Ignacio Mercedes Gonzalo Inés Hernán Paloma Fermín Dolores Ramiro".split()),
    "slavic": (
        "Katarzyna Bohdan Svetlana Milan Zuzana Piotr Oksana Dragan Ludmila Tomasz".split(),
        "Agnieszka Vesna Bogdan Yevgenia Jaroslav Danuta Zoran Halina Kamil Radka".split()),
    "south_asian": (
        "Ananya Rohan Lakshmi Vikram Nusrat Sanjay Meera Tariq Divya Harish".split(),
        "Kavita Arjun Shreya Nilesh Fariha Suresh Pooja Gaurav Ishani Dinesh".split()),
    "east_asian": (
        "Haruka Wei Minji Takeshi Xiaoling Jiho Yuki Jianhua Soojin Kenta".split(),
        "Meiling Daiki Hyejin Zhiyuan Ayumi Donghyun Lihua Sora Guowei Naoko".split()),
    "arabic": (
        "Layla Khalid Samira Youssef Huda Bilal Rania Tarek Salma Faisal".split(),
        "Nadia Hassan Zaynab Karim Dalia Walid Amira Mahmoud Hanan Ziad".split()),
    "west_african": (
        "Chidi Amina Kwame Ngozi Adebayo Abena Ousmane Folake Kofi Aissatou".split(),
        "Emeka Yaa Babatunde Mariama Chinedu Efua Sekou Temitope Kwabena Fatou".split()),
}

SURNAMES = {
    "anglo": (
        "Whitaker Barlow Fletcher Hargreaves Banks Pryce Ashdown Brierley Carver Dutton Pond "
        "Hollis Kirkby Langley Marsh Northcott Ogden Penfold Rudd Sadler Thackray Underhill Wood "
        "Yardley Bellamy Cobb Dale Ellery Snowdon Garland Heathcote Ingham Keating Lister".split(),
        "Mallory Nettleton Parkin Quick Radley Stone Tilling Upton Vickers Winter Burrows Crane "
        "Day Eastham".split()),
    "hispanic": (
        "Villalobos Cárdenas Montoya Quiroga Saavedra Escobedo Ibarra Zamora".split(),
        "Peralta Olmos Benavides Arriaga Cisneros Toledo Figueroa Lozano".split()),
    "slavic": (
        "Kowalczyk Petrenko Novotny Jovanovic Sokolova Dvorak Zielinska Marković".split(),
        "Wójcik Horvat Kravchenko Pospisil Nowicki Bondarenko Vukovic Hrubá".split()),
    "south_asian": (
        "Iyer Chowdhury Deshmukh Rahman Banerjee Pillai Qureshi Nair".split(),
        "Kulkarni Siddiqui Bhatt Mukherjee Reddy Hossain Joshi Perera".split()),
    "east_asian": (
        "Nakamura Zhang Kwon Fujita Liang Hwang Ogawa Xu".split(),
        "Matsuda Zhao Shin Inoue Tang Baek Kondo Guo".split()),
    "arabic": (
        "Haddad Mansour Khoury Najjar Saleh Darwish Aziz Farouk".split(),
        "Barakat Sabbagh Nasser Hamdan Qasim Shaheen Tawfik Jaber".split()),
    "west_african": (
        "Okafor Mensah Diallo Adeyemi Boateng Traoré Nwosu Asante".split(),
        "Eze Owusu Camara Balogun Appiah Sissoko Onyeka Danso".split()),
}

# Chinese names, and names of other regions as Chinese papers write them.
ZH_SURNAMES = (list("王李张刘陈杨黄赵周吴徐孙"), list("高何马胡郭罗白江"))
ZH_GIVEN = (
    "子涵 雨桐 志强 秀英 晓楠 明轩 思琪 家豪 文静 海雁 国森 佳怡".split(),
    "浩宇 梦瑶 丽敏 玉兰 德胜 春梅 立夏 金生".split())
ZH_FOREIGN = {
    "anglo": ("奥利弗·惠特克 哈丽特·巴洛 菲利普·朗利 格蕾丝·弗莱彻".split(),
              "丽贝卡·马洛里 特雷弗·厄普顿".split()),
    "hispanic": ("马特奥·蒙托亚 皮拉尔·伊瓦拉".split(), "罗西奥·佩拉尔塔".split()),
    "slavic": ("彼得·科瓦尔奇克 祖扎娜·诺沃特娜".split(), "卡米尔·霍尔瓦特".split()),
    "arabic": ("萨米拉·哈达德 哈立德·曼苏尔".split(), "瓦利德·巴拉卡特".split()),
    "west_african": ("奇迪·奥卡福 阿贝娜·门萨".split(), "法图·卡马拉".split()),
    "south_asian": ("维克拉姆·皮莱 米拉·奈尔".split(), "阿琼·库尔卡尼".split()),
}


def rows():
    """(name, position, origin), each name once a position."""
    out = []
    for origin in ORIGINS:
        for name in GIVEN[origin][0] + GIVEN[origin][1]:
            out.append((name, "given", origin))
        for name in SURNAMES[origin][0] + SURNAMES[origin][1]:
            out.append((name, "surname", origin))
    out += [(name, "given", "east_asian") for name in ZH_GIVEN[0] + ZH_GIVEN[1]]
    out += [(name, "surname", "east_asian") for name in ZH_SURNAMES[0] + ZH_SURNAMES[1]]
    for origin in ORIGINS:
        for full in sum(ZH_FOREIGN.get(origin, ([], [])), []):
            given, surname = full.split("·")
            out.append((given, "given", origin))
            out.append((surname, "surname", origin))
    if len({row[:2] for row in out}) != len(out):
        raise SystemExit("a name is listed twice")
    if len({row[0] for row in out}) != len({(row[0], row[2]) for row in out}):
        raise SystemExit("a name has two origins")
    return out
