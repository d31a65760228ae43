// SPDX-License-Identifier: GPL-3.0-or-later
#include "notice_bar.h"
#include "recovery.h"
#include "recovery_bar.h"
#include "script_document.h"
#include "script_editor.h"
#include "theme.h"

#include <QDir>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestNoticeBar : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asksWhatToDoWithAChangedFile();
    void saysThatWorkIsNotKept();
    void saysItFromTheStart();
};

void TestNoticeBar::asksWhatToDoWithAChangedFile()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    QFile file(folder.filePath(u"a.js"_s));
    const auto write = [&file](const QByteArray &text) {
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
        file.close();
    };
    ScriptEditor editor(*Theme::instance());
    ScriptDocument document(editor, settings);
    FileChangeBar bar(document, *Theme::instance());
    const QList<QPushButton *> buttons = bar.findChildren<QPushButton *>(); // Reload, Keep mine
    write("old");
    QVERIFY(document.open(file.fileName()));
    QVERIFY(!bar.isVisible());

    write("new");
    QTRY_VERIFY(bar.isVisible());
    QCOMPARE(bar.accessibleName(), u"a.js was changed by another program."_s);
    editor.insertAt(u"x"_s, 0, 0);
    QVERIFY(bar.accessibleName().contains(u"and here too"_s));
    QTest::mouseClick(buttons[0], Qt::LeftButton);
    QCOMPARE(editor.text(), u"new"_s);
    QVERIFY(!bar.isVisible());

    write("newer");
    QTRY_VERIFY(bar.isVisible());
    buttons[1]->setFocus();
    QTest::keyClick(buttons[1], Qt::Key_Space);
    QCOMPARE(editor.text(), u"new"_s);
    QVERIFY(!bar.isVisible() && document.isModified());

    QVERIFY(file.remove());
    QTRY_VERIFY(bar.isVisible());
    QVERIFY(bar.accessibleName().contains(u"was removed"_s));
    QVERIFY(!buttons[0]->isVisible()); // nothing to reload
}

/// Until it is kept again, or until that was read.
void TestNoticeBar::saysThatWorkIsNotKept()
{
    const QTemporaryDir folder;
    Recovery recovery(folder.filePath(u"recovery"_s));
    RecoveryBar bar(recovery, *Theme::instance());
    QVERIFY(!bar.isVisible());
    const auto keep = [&] {
        recovery.keep({.id = u"id"_s, .name = u"a.js"_s, .path = {}, .text = u"x"_s, .when = {}});
    };
    const QString own =
        QDir(folder.filePath(u"recovery"_s)).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot)[0].filePath();
    const QString moved = folder.filePath(u"moved"_s);
    QVERIFY(QDir().rename(own, moved));
    keep();
    QTRY_VERIFY(bar.isVisible());
    QVERIFY2(bar.accessibleName().contains(own), qPrintable(bar.accessibleName()));
    QVERIFY2(bar.accessibleName().endsWith(u"would be lost with the window."_s), qPrintable(bar.accessibleName()));
    RecoveryBar later(recovery, *Theme::instance()); // of a tab that is opened meanwhile
    QVERIFY(later.isVisible());
    QTest::mouseClick(later.findChild<QPushButton *>(), Qt::LeftButton);
    QVERIFY(!later.isVisible());
    QVERIFY(QDir().rename(moved, own));
    keep();
    QTRY_VERIFY(!bar.isVisible());
    QVERIFY(recovery.problem().isEmpty());
    recovery.discard(u"id"_s);
}

void TestNoticeBar::saysItFromTheStart()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    Recovery recovery(file.fileName() + u"/recovery"_s);
    const RecoveryBar bar(recovery, *Theme::instance());
    QVERIFY(bar.isVisible());
    QVERIFY2(bar.accessibleName().startsWith(recovery.error()), qPrintable(bar.accessibleName()));
}

QTEST_MAIN(TestNoticeBar)
#include "tst_notice_bar.moc"
