// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/yaml_text.h"
#include "core/archive/outside_program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace sockscope;
using namespace Qt::StringLiterals;

class TestYamlText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTextComesBack_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &text :
             {u""_s, u"no"_s, u"1e3"_s, u"~"_s, u"- a: b # c"_s, u"line\nnext\n"_s, u"\n\nlate"_s, u"a\n\n\n"_s,
              u" indented\n"_s, u"\tx"_s, u"x\r\ny"_s, u"\"quoted\\\""_s, u"emoji 😀 é"_s,
              QString(QChar(0)) + u"\u0085\u2028\ufeff"_s,
              u"import { Socket } from 'k6/x/tcp';\n\nexport default () => {\n  `${1}`\n};\n"_s, u"---\n...\n"_s})
            QTest::addRow("%s", text.toUtf8().toPercentEncoding().constData()) << text;
    }
    void everyTextComesBack()
    {
        QFETCH(QString, text);
        const QString yaml =
            u"outer:\n  quoted: "_s + yamlQuoted(text) + u"\n  block: "_s + yamlBlock(text, 4) + u"\n  end: 1\n"_s;
        const QJsonObject read =
            QJsonDocument::fromJson(outside::yamlToJson(yaml)).array().at(0).toObject().value(u"outer"_s).toObject();
        QCOMPARE(read.value(u"quoted"_s).toString(), text);
        QCOMPARE(read.value(u"block"_s).toString(), text);
        QCOMPARE(read.value(u"end"_s).toInt(), 1);
    }
};

QTEST_GUILESS_MAIN(TestYamlText)
#include "tst_yaml_text.moc"
