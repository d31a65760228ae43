// SPDX-License-Identifier: GPL-3.0-or-later
#include "saved_sends_dialog.h"

#include "payload/saved_sends.h"

#include <QComboBox>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestSavedSendsDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void loads();
    void renames();
    void deletesAfterAsking();
    void deletesListsAfterAsking();
    void makesAList();
    void editsAStep();
    void saysWhatCouldNotBeSaved();

private:
    [[nodiscard]] QPushButton *button(const QString &text) const;
    void answer(const QString &text) const;
    [[nodiscard]] QTableWidget *steps() const { return m_dialog->findChild<QTableWidget *>(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SavedSends> m_saved;
    std::unique_ptr<SavedSendsDialog> m_dialog;
};

void TestSavedSendsDialog::init()
{
    m_dialog.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_saved = std::make_unique<SavedSends>(m_folder->filePath(u"sends.json"_s));
    QCOMPARE(m_saved->put({u"a"_s, {PayloadMode::Text, u"A"_s, LineEnding::Lf}}), QString());
    QCOMPARE(m_saved->put({u"b"_s, {PayloadMode::Text, u"B"_s, LineEnding::Lf}}), QString());
    m_dialog = std::make_unique<SavedSendsDialog>(*m_saved);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
}

QPushButton *TestSavedSendsDialog::button(const QString &text) const
{
    for (QPushButton *candidate : m_dialog->findChildren<QPushButton *>()) {
        if (candidate->text() == text)
            return candidate;
    }
    return nullptr;
}

void TestSavedSendsDialog::answer(const QString &text) const
{
    auto *dialog = m_dialog->findChild<QInputDialog *>();
    QVERIFY(dialog);
    auto *line = dialog->findChild<QLineEdit *>();
    line->selectAll();
    QTest::keyClicks(line, text);
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_VERIFY(!m_dialog->findChild<QInputDialog *>());
}

void TestSavedSendsDialog::loads()
{
    const QSignalSpy spy(m_dialog.get(), &SavedSendsDialog::loadRequested);
    m_dialog->findChild<QListWidget *>()->setFocus();
    QTest::keyClick(m_dialog->findChild<QListWidget *>(), Qt::Key_Down);
    QTest::mouseClick(button(u"Put into the composer"_s), Qt::LeftButton);
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy.first().first().toString(), u"b"_s);
    QVERIFY(!m_dialog->isVisible());
}

void TestSavedSendsDialog::renames()
{
    QTest::mouseClick(button(u"Rename…"_s), Qt::LeftButton);
    answer(u"z"_s);
    QVERIFY(m_saved->find(u"z"_s));
    QCOMPARE(m_dialog->findChild<QListWidget *>()->item(1)->text(), u"z"_s);
}

void TestSavedSendsDialog::deletesAfterAsking()
{
    QCOMPARE(m_saved->putList({u"l"_s, {{u"a"_s, SendStep::Then::Reply, 1}}}), QString());
    QTest::mouseClick(button(u"Delete…"_s), Qt::LeftButton);
    auto *question = m_dialog->findChild<QMessageBox *>();
    QVERIFY(question);
    QCOMPARE(question->informativeText(), u"Its steps go from these lists too: l"_s);
    QVERIFY(m_saved->find(u"a"_s));
    QTest::keyClick(question, Qt::Key_Escape);
    QTRY_VERIFY(!m_dialog->findChild<QMessageBox *>());
    QVERIFY(m_saved->find(u"a"_s));
    QTest::mouseClick(button(u"Delete…"_s), Qt::LeftButton);
    for (QPushButton *choice : m_dialog->findChild<QMessageBox *>()->findChildren<QPushButton *>()) {
        if (choice->text() == u"Delete")
            QTest::mouseClick(choice, Qt::LeftButton);
    }
    QVERIFY(!m_saved->find(u"a"_s));
    QVERIFY(m_saved->findList(u"l"_s)->steps.isEmpty());
}

void TestSavedSendsDialog::deletesListsAfterAsking()
{
    QCOMPARE(m_saved->putList({u"l"_s, {{u"a"_s, SendStep::Then::Reply, 1}}}), QString());
    m_dialog = std::make_unique<SavedSendsDialog>(*m_saved);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    m_dialog->findChild<QTabWidget *>()->setCurrentIndex(1);
    for (const QString &answer : {u"Cancel"_s, u"Delete"_s}) {
        QVERIFY(m_saved->findList(u"l"_s));
        QTest::mouseClick(button(u"Delete list…"_s), Qt::LeftButton);
        auto *question = m_dialog->findChild<QMessageBox *>();
        QVERIFY(question);
        QCOMPARE(question->text(), u"Delete the list “l”?"_s);
        const QList<QAbstractButton *> choices = question->buttons();
        for (QAbstractButton *choice : choices) {
            if (choice->text().remove(u'&') == answer)
                QTest::mouseClick(choice, Qt::LeftButton);
        }
        QTRY_VERIFY(!m_dialog->findChild<QMessageBox *>());
    }
    QVERIFY(!m_saved->findList(u"l"_s));
    QVERIFY(m_saved->find(u"a"_s));
}

void TestSavedSendsDialog::makesAList()
{
    m_dialog->findChild<QTabWidget *>()->setCurrentIndex(1);
    QVERIFY(!button(u"Add step"_s)->isEnabled());
    QTest::mouseClick(button(u"New list…"_s), Qt::LeftButton);
    answer(u"order"_s);
    QVERIFY(m_saved->findList(u"order"_s));
    QVERIFY(!button(u"Send the list"_s)->isEnabled());
    QTest::mouseClick(button(u"Add step"_s), Qt::LeftButton);
    QTest::mouseClick(button(u"Add step"_s), Qt::LeftButton);
    QCOMPARE(steps()->rowCount(), 2);
    auto *second = qobject_cast<QComboBox *>(steps()->cellWidget(1, 0));
    second->setFocus();
    QTest::keyClick(second, Qt::Key_Down);
    QCOMPARE(m_saved->findList(u"order"_s)->steps.last().send, u"b"_s);
    QTest::mouseClick(button(u"Move up"_s), Qt::LeftButton);
    QCOMPARE(m_saved->findList(u"order"_s)->steps.first().send, u"b"_s);
    QCOMPARE(steps()->currentRow(), 0);
    QTest::mouseClick(button(u"Remove step"_s), Qt::LeftButton);
    QCOMPARE(m_saved->findList(u"order"_s)->steps.size(), 1);
    const QSignalSpy spy(m_dialog.get(), &SavedSendsDialog::runRequested);
    QTest::mouseClick(button(u"Send the list"_s), Qt::LeftButton);
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy.first().first().toString(), u"order"_s);
}

void TestSavedSendsDialog::editsAStep()
{
    QCOMPARE(m_saved->putList({u"l"_s, {{u"a"_s, SendStep::Then::Reply, 1}}}), QString());
    m_dialog = std::make_unique<SavedSendsDialog>(*m_saved);
    m_dialog->show();
    m_dialog->findChild<QTabWidget *>()->setCurrentIndex(1);
    auto *then = qobject_cast<QComboBox *>(steps()->cellWidget(0, 1));
    QTest::keyClick(then, Qt::Key_Down);
    auto *time = qobject_cast<QSpinBox *>(steps()->cellWidget(0, 2));
    time->selectAll();
    QTest::keyClicks(time, u"1234"_s);
    QTest::keyClick(time, Qt::Key_Return);
    QVERIFY(m_dialog->isVisible());
    SavedSends again(m_saved->path());
    QCOMPARE(again.load(), QString());
    QCOMPARE(again.findList(u"l"_s)->steps, (QList<SendStep>{{u"a"_s, SendStep::Then::Delay, 1234}}));
}

void TestSavedSendsDialog::saysWhatCouldNotBeSaved()
{
    QTest::mouseClick(button(u"Rename…"_s), Qt::LeftButton);
    answer(u"b"_s);
    const auto labels = m_dialog->findChildren<QLabel *>();
    QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) {
        return label->isVisible() && label->text() == u"There is another send saved as “b”."_s;
    }));
}

QTEST_MAIN(TestSavedSendsDialog)
#include "tst_saved_sends_dialog.moc"
