// SPDX-License-Identifier: GPL-3.0-or-later
#include "recovery_dialog.h"
#include "theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestRecoveryDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void restoresByDefault();
    void restoresWhatIsChecked();
    void laterLeavesAll();
    void discardingAsks();

private:
    QPushButton *button(const QString &text);
    static QStringList names(const QList<UnsavedText> &texts);

    std::unique_ptr<RecoveryDialog> m_dialog;
    QListWidget *m_list = nullptr;
};

void TestRecoveryDialog::init()
{
    const auto now = QDateTime::currentDateTimeUtc();
    m_dialog = std::make_unique<RecoveryDialog>(
        QList<UnsavedText>{
            {.id = u"1"_s, .name = u"a.js"_s, .path = u"/tmp/a.js"_s, .text = u"text of a"_s, .when = now},
            {.id = u"2"_s, .name = u"untitled.js"_s, .path = {}, .text = u"<b>other</b>"_s, .when = {}}},
        *Theme::instance());
    m_list = m_dialog->findChild<QListWidget *>();
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
}

QPushButton *TestRecoveryDialog::button(const QString &text)
{
    const QList<QPushButton *> all = m_dialog->findChildren<QPushButton *>();
    for (QPushButton *candidate : all) {
        if (candidate->text() == text)
            return candidate;
    }
    qFatal("no button %s", qPrintable(text));
}

QStringList TestRecoveryDialog::names(const QList<UnsavedText> &texts)
{
    QStringList all;
    for (const UnsavedText &text : texts)
        all += text.name;
    return all;
}

void TestRecoveryDialog::restoresByDefault()
{
    const auto *preview = m_dialog->findChild<QPlainTextEdit *>();
    QCOMPARE(preview->toPlainText(), u"text of a"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
    QCOMPARE(preview->toPlainText(), u"<b>other</b>"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QVERIFY(!m_dialog->isVisible());
    QCOMPARE(names(m_dialog->toRestore()), (QStringList{u"a.js"_s, u"untitled.js"_s}));
    QVERIFY(m_dialog->toDiscard().isEmpty());
}

void TestRecoveryDialog::restoresWhatIsChecked()
{
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QTest::mouseClick(button(u"Restore 1"_s), Qt::LeftButton);
    QCOMPARE(names(m_dialog->toRestore()), QStringList{u"untitled.js"_s});
}

void TestRecoveryDialog::laterLeavesAll()
{
    QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
    QVERIFY(!m_dialog->isVisible());
    QVERIFY(m_dialog->toRestore().isEmpty() && m_dialog->toDiscard().isEmpty());
}

void TestRecoveryDialog::discardingAsks()
{
    for (const bool discards : {false, true}) {
        QTimer::singleShot(0, this, [discards] {
            auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
            QVERIFY(box);
            QCOMPARE(box->text(), u"Discard the unsaved changes to 2 scripts?"_s);
            const QList<QAbstractButton *> buttons = box->buttons();
            for (QAbstractButton *candidate : buttons) {
                if ((box->buttonRole(candidate) == QMessageBox::DestructiveRole) == discards)
                    QTest::mouseClick(candidate, Qt::LeftButton);
            }
        });
        QTest::mouseClick(button(u"Discard…"_s), Qt::LeftButton);
        QCOMPARE(m_dialog->isVisible(), !discards);
    }
    QCOMPARE(names(m_dialog->toDiscard()), (QStringList{u"a.js"_s, u"untitled.js"_s}));
    QVERIFY(m_dialog->toRestore().isEmpty());
}

QTEST_MAIN(TestRecoveryDialog)
#include "tst_recovery_dialog.moc"
