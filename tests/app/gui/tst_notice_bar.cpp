// SPDX-License-Identifier: GPL-3.0-or-later
#include "notice_bar.h"
#include "script_document.h"
#include "script_editor.h"
#include "theme.h"

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

QTEST_MAIN(TestNoticeBar)
#include "tst_notice_bar.moc"
