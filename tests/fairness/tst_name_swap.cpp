// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/name_swap.h"

#include <QTest>

using namespace evenspan::fairness;

namespace {

using Roles = std::vector<NameRole>;
constexpr auto Whole = NamePart::Whole, First = NamePart::First, Last = NamePart::Last;

Words swapped(const Words& mention, NamePart part, const char* name, bool full = true) {
    return swapName(mention, part, name, full);
}

} // namespace

class TestNameSwap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneNameInAllItsForms() {
        const std::vector<Words> mentions{{"Falk"}, {"Anna", "Falk"}, {"ANNA"}, {"A", ".", "Falk"},
            {"Bela", "Dorn"}, {"anna", "falk"}, {"B.", "Dorn"}, {"Carl"}};
        const Roles wanted{{0, Last}, {0, Whole}, {0, First}, {0, Whole}, {1, Whole}, {0, Whole},
            {1, Whole}, {2, Whole}};
        QVERIFY(sameNames(mentions) == wanted);
        QVERIFY(sameNames({}).empty());
    }

    void aPartOfSeveralGoesToTheFirst() {
        const std::vector<Words> mentions{{"Anna", "Falk"}, {"Bela", "Falk"}, {"Falk"}};
        QVERIFY(sameNames(mentions) == (Roles{{0, Whole}, {1, Whole}, {0, Last}}));
        // Neither the first nor the last words: another name.
        const std::vector<Words> middle{{"Anna", "Maria", "Falk"}, {"Maria"}};
        QVERIFY(sameNames(middle) == (Roles{{0, Whole}, {1, Whole}}));
        // One Han character is no initial of a longer name.
        const std::vector<Words> han{{"王", "小", "明"}, {"王", "明"}};
        QVERIFY(sameNames(han) == (Roles{{0, Whole}, {1, Whole}}));
    }

    void formStaysAsItWas() {
        QCOMPARE(swapped({"Anna", "Falk"}, Whole, "Li Wei"), (Words{"Li", "Wei"}));
        QCOMPARE(swapped({"ANNA", "FALK"}, Whole, "Li Wei"), (Words{"LI", "WEI"}));
        QCOMPARE(swapped({"anna", "falk"}, Whole, "Émile Zo"), (Words{"émile", "zo"}));
        QCOMPARE(swapped({"Anna"}, First, "Li Wei Xu"), (Words{"Li"}));
        QCOMPARE(swapped({"FALK"}, Last, "Li Wéi"), (Words{"WÉI"}));
        QCOMPARE(swapped({"A", ".", "Falk"}, Whole, "Li Wei"), (Words{"L", ".", "Wei"}));
        QCOMPARE(swapped({"A.", "Falk"}, Whole, "Émile Zo Xa"), (Words{"É.", "Zo", "Xa"}));
        // A lone surname takes a surname where the list has full names, else all of the name.
        QCOMPARE(swapped({"Falk"}, Whole, "Li Wei"), (Words{"Wei"}));
        QCOMPARE(swapped({"Oslo"}, Whole, "New Ulm", false), (Words{"New", "Ulm"}));
        // What has no capitals is no shout.
        QCOMPARE(swapped({"王", "明"}, Whole, "Li Wei"), (Words{"Li", "Wei"}));
        QCOMPARE(swapped({"X", "."}, Whole, "Wei", false), (Words{"Wei"}));
    }

    void oddNames() {
        QCOMPARE(swapped({"Anna", "Falk"}, Whole, "O'Neil Xu"), (Words{"O'Neil", "Xu"}));
        QCOMPARE(swapped({"Anna"}, Whole, "Ana-Lena", false), (Words{"Ana", "-", "Lena"}));
        QCOMPARE(swapped({"Anna"}, Whole, "王小明", false), (Words{"王", "小", "明"}));
        QCOMPARE(swapped({"Anna", "Falk"}, Whole, "אב גד"), (Words{"אב", "גד"}));
        for (const char* name : {"a  b", " x", "'", "N. N.", "9"})
            for (const auto part : {Whole, First, Last})
                for (const Words& mention :
                    {Words{"Anna", "Falk"}, Words{"A.", "Falk"}, Words{"A"}})
                    QVERIFY(!swapped(mention, part, name).empty());
    }
};

QTEST_MAIN(TestNameSwap)
#include "tst_name_swap.moc"
