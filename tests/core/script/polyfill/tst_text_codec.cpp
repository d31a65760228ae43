// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/polyfill/text_codec.h"

#include "lowered.h"

#include <QElapsedTimer>
#include <QTest>

using namespace sockscope;
using namespace Qt::StringLiterals;

using Encoding = TextStreamDecoder::Encoding;

class tst_TextCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void utf8_data();
    void utf8();
    void utf16_data();
    void utf16();
    void streams_data();
    void streams();
    void everySplit();
    void labels();
    void encoding();
    void inScripts_data();
    void inScripts();
    void bigBuffers();
};

// What k6 makes of broken UTF-8: U+FFFD for each maximal part of a sequence.
void tst_TextCodec::utf8_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("sound");

    const QString bad = u"\uFFFD"_s;
    const auto row = [](const char *name, const char *hex, const QString &text, bool sound) {
        QTest::newRow(name) << QByteArray::fromHex(hex) << text << sound;
    };
    row("text", "61c3a9e282acf09f9880", u"a\u00e9\u20ac\U0001F600"_s, true);
    row("nothing", "", u""_s, true);
    row("zero", "004100", QString(QChar(0)) + u'A' + QChar(0), true);
    row("ff", "ff", bad, false);
    row("two of three", "e282", bad, false);
    row("two of three and more", "e28241", bad + u'A', false);
    row("three of four", "f09f98", bad, false);
    row("overlong", "c080", bad.repeated(2), false);
    row("overlong of three", "e08080", bad.repeated(3), false);
    row("surrogate", "eda080", bad.repeated(3), false);
    row("too high", "f4908080", bad.repeated(4), false);
    row("lead and character", "e2e282ac", bad + u'\u20ac', false);
    row("mark", "efbbbf61", u"a"_s, true);
    row("two marks", "efbbbfefbbbf61", u"\uFEFFa"_s, true);
    row("three marks", "efbbbfefbbbfefbbbf61", u"\uFEFF\uFEFFa"_s, true);
    row("mark and garbage", "efbbbfff", bad, false);
    row("mark inside", "61efbbbf", u"a\uFEFF"_s, true);
    row("noncharacter", "efbfbf", u"\uFFFF"_s, true);
}

void tst_TextCodec::utf8()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, sound);
    QTEST(TextStreamDecoder(Encoding::Utf8, false, false).decode(bytes, false).value(), "text");
    QCOMPARE(TextStreamDecoder(Encoding::Utf8, true, false).decode(bytes, false).has_value(), sound);
}

void tst_TextCodec::utf16_data()
{
    QTest::addColumn<bool>("big");
    QTest::addColumn<bool>("ignoreBom");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");

    const auto row = [](const char *name, bool big, bool ignore, const char *hex, const QString &text) {
        QTest::newRow(name) << big << ignore << QByteArray::fromHex(hex) << text;
    };
    row("little", false, false, "61003dd800de", u"a\U0001F600"_s);
    row("big", true, false, "0061d83dde00", u"a\U0001F600"_s);
    row("own mark", false, false, "fffe6100", u"a"_s);
    row("own mark ignored", false, true, "fffe6100", u"\uFEFFa"_s);
    row("other mark decides", false, false, "feff0061", u"a"_s);
    row("other mark decides back", true, false, "fffe6100", u"a"_s);
    row("odd", false, false, "610062", u"a\uFFFD"_s);
    row("lone high", false, false, "3dd86100", u"\uFFFDa"_s);
    row("lone low", false, false, "00de6100", u"\uFFFDa"_s);
    row("high at the end", false, false, "3dd8", u"\uFFFD"_s);
    row("high and odd", false, false, "3dd861", u"\uFFFD"_s);
    row("replacement and odd", false, false, "fdff61", u"\uFFFD\uFFFD"_s);
    row("high, pair", false, false, "3dd83dd800de", u"\uFFFD\U0001F600"_s);
}

void tst_TextCodec::utf16()
{
    QFETCH(bool, big);
    QFETCH(bool, ignoreBom);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    const Encoding encoding = big ? Encoding::Utf16Be : Encoding::Utf16Le;
    QCOMPARE(TextStreamDecoder(encoding, false, ignoreBom).decode(bytes, false).value(), text);
    const bool sound = TextStreamDecoder(encoding, true, ignoreBom).decode(bytes, false).has_value();
    QCOMPARE(sound, !text.contains(QChar::ReplacementCharacter));
}

void tst_TextCodec::streams_data()
{
    QTest::addColumn<int>("encoding");
    QTest::addColumn<QByteArrayList>("parts");
    QTest::addColumn<QStringList>("texts");

    const auto row = [](const char *name, Encoding encoding, const QByteArray &hexParts, const QStringList &texts) {
        QByteArrayList parts;
        for (const QByteArray &hex : hexParts.split(' '))
            parts.append(QByteArray::fromHex(hex));
        QTest::newRow(name) << int(encoding) << parts << texts;
    };
    // The last text is what is left when the stream ends.
    row("euro", Encoding::Utf8, "e2 82 ac", {u""_s, u""_s, u"\u20ac"_s, u""_s});
    row("cut", Encoding::Utf8, "e2 82", {u""_s, u""_s, u"\uFFFD"_s});
    row("wrong", Encoding::Utf8, "e2 41", {u""_s, u"\uFFFDA"_s, u""_s});
    row("mark", Encoding::Utf8, "ef bb bf61 efbbbf", {u""_s, u""_s, u"a"_s, u"\uFEFF"_s, u""_s});
    row("emoji", Encoding::Utf8, "f09f 988041", {u""_s, u"\U0001F600A"_s, u""_s});
    row("units", Encoding::Utf16Le, "61 003d d8 00de", {u""_s, u"a"_s, u""_s, u"\U0001F600"_s, u""_s});
    row("big units", Encoding::Utf16Be, "00 61", {u""_s, u"a"_s, u""_s});
    row("mark of units", Encoding::Utf16Le, "ff fe6100", {u""_s, u"a"_s, u""_s});
    row("odd", Encoding::Utf16Le, "61", {u""_s, u"\uFFFD"_s});
}

void tst_TextCodec::streams()
{
    QFETCH(int, encoding);
    QFETCH(QByteArrayList, parts);
    TextStreamDecoder decoder(Encoding(encoding), false, false);
    QStringList texts;
    for (const QByteArray &part : parts)
        texts.append(decoder.decode(part, true).value());
    texts.append(decoder.decode({}, false).value());
    QTEST(texts, "texts");
    QCOMPARE(decoder.decode(QByteArray::fromHex(encoding == int(Encoding::Utf8) ? "efbbbf" : "fffe"), false).value(),
             QString());
}

// However a text is cut, it comes out the same.
void tst_TextCodec::everySplit()
{
    const QByteArray bytes = QByteArray::fromHex("efbbbf61c3a9e282acf09f9880ffe28241f09f98eda0806a");
    const QString whole = TextStreamDecoder(Encoding::Utf8, false, false).decode(bytes, false).value();
    for (qsizetype first = 0; first <= bytes.size(); ++first) {
        for (qsizetype second = first; second <= bytes.size(); ++second) {
            TextStreamDecoder decoder(Encoding::Utf8, false, false);
            QString text = decoder.decode(QByteArrayView(bytes).first(first), true).value();
            text += decoder.decode(QByteArrayView(bytes).sliced(first, second - first), true).value();
            text += decoder.decode(QByteArrayView(bytes).sliced(second), false).value();
            QCOMPARE(text, whole);
        }
    }
}

void tst_TextCodec::labels()
{
    for (const QString &label : {u"utf-8"_s, u"UTF8"_s, u" utf-8\n"_s, u""_s, u"unicode-1-1-utf-8"_s})
        QVERIFY2(TextStreamDecoder::encodingFor(label) == Encoding::Utf8, qPrintable(label));
    for (const QString &label : {u"utf-16"_s, u"UTF-16LE"_s, u"ucs-2"_s, u"unicode"_s})
        QVERIFY2(TextStreamDecoder::encodingFor(label) == Encoding::Utf16Le, qPrintable(label));
    for (const QString &label : {u"utf-16be"_s, u"unicodefffe"_s})
        QVERIFY2(TextStreamDecoder::encodingFor(label) == Encoding::Utf16Be, qPrintable(label));
    for (const QString &label : {u"latin1"_s, u"utf16"_s, u"ascii"_s, u"undefined"_s})
        QVERIFY2(!TextStreamDecoder::encodingFor(label), qPrintable(label));
}

void tst_TextCodec::encoding()
{
    QCOMPARE(encodeUtf8(u"a\u00e9\U0001F600\uFEFF"_s).toHex(), "61c3a9f09f9880efbbbf");
    const QString lone = QChar(0xd800) + u"b"_s + QChar(0xdc00) + QChar(0xd83d);
    QCOMPARE(encodeUtf8(lone).toHex(), "efbfbd62efbfbdefbfbd");
    QCOMPARE(encodeUtf8(QString(QChar(0))).toHex(), "00");
}

void tst_TextCodec::inScripts_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("value");

    const auto row = [](const char *expression, const char *value) {
        QTest::newRow(expression) << QString::fromUtf8(expression) << QString::fromUtf8(value);
    };
    row("new TextEncoder().encode('aé😀').join()", "97,195,169,240,159,152,128");
    row("new TextEncoder().encode('x') instanceof Uint8Array", "true");
    row("[undefined, null, 12, ''].map(v => new TextEncoder().encode(v).length).join()", "0,0,2,0");
    row("new TextEncoder().encode().length + new TextEncoder().encoding + typeof new TextEncoder().encodeInto",
        "0utf-8undefined");
    row("TextEncoder().encode('a')[0] + TextDecoder().decode([97])", "97a");
    row("new TextDecoder().decode(new Uint8Array([104, 105]).buffer)", "hi");
    row("new TextDecoder().decode(new Uint8Array([104, 105, 106]).subarray(1, 2))", "i");
    row("new TextDecoder().decode(new DataView(new Uint8Array([104, 105, 106]).buffer, 1))", "ij");
    row("new TextDecoder().decode(new Uint16Array([26728]))", "hh");
    row("new TextDecoder().decode([104, 105])", "hi");
    row("new TextDecoder().decode('abc') + new TextDecoder().decode() + new TextDecoder().decode(null)", "abc");
    row("(() => { try { new TextDecoder().decode({}) } catch (e) { return String(e) } })()",
        "TypeError: data is not an ArrayBuffer, typed array, or DataView");
    row("(() => { globalThis.GoError = class GoError extends Error {}; try { new TextDecoder().decode(5) } catch (e) { "
        "return e "
        "instanceof GoError } })()",
        "true");
    row("(() => { try { new TextDecoder('latin1') } catch (e) { return String(e) } })()",
        "RangeError: unsupported encoding: latin1");
    row("(() => { try { new TextDecoder('utf-8', { fatal: true }).decode([255]) } catch (e) { return String(e) } })()",
        "TypeError: decoding text: invalid byte sequence");
    row("(() => { const d = new TextDecoder('utf-16', { fatal: true, ignoreBOM: true }); return [d.encoding, d.fatal, "
        "d.ignoreBOM].join() })()",
        "utf-16le,true,true");
    row("(() => { 'use strict'; try { new TextDecoder().fatal = true } catch (e) { return e.name } })()", "TypeError");
    row("(() => { const d = new TextDecoder(); return [[0xe2], [0x82], [0xac]].map(p => d.decode(p, { stream: true "
        "})).join('|') + d.decode() })()",
        "||€");
    row("(() => { const d = new TextDecoder('utf-8', { fatal: true }); try { d.decode([255]) } catch (e) {} return "
        "d.decode([97]) })()",
        "a");
    row("[undefined, null, 'UTF-8', 'utf-16be'].map(l => new TextDecoder(l).encoding).join()",
        "utf-8,utf-8,utf-8,utf-16be");
    row("Object.prototype.toString.call(new TextDecoder()) + TextDecoder.name + Object.keys(new TextDecoder()).length",
        "[object TextDecoder]TextDecoder0");
    row("(() => { const bytes = new Uint8Array(70000).map((_, i) => i); let t = ''; const d = new TextDecoder(); for "
        "(let i = 0; i < 70000; i += 999) "
        "t += d.decode(bytes.subarray(i, i + 999), { stream: true }); return t + d.decode() === new "
        "TextDecoder().decode(bytes) })()",
        "true");
}

void tst_TextCodec::inScripts()
{
    QFETCH(QString, expression);
    QTEST(test::evaluated(expression), "value");
}

void tst_TextCodec::bigBuffers()
{
    QJSEngine engine;
    install(engine, {Polyfill::TextEncoding});
    const auto run = [&engine](const QString &code) {
        QElapsedTimer timer;
        timer.start();
        const QString result = engine.evaluate(code).toString();
        qInfo("%s: %lld us", qPrintable(code.left(70)), timer.nsecsElapsed() / 1000);
        return result;
    };
    engine.evaluate(
        u"var text = 'h\u00e9llo '.repeat(150000), encoder = new TextEncoder(), decoder = new TextDecoder()"_s);
    QCOMPARE(run(u"var bytes = encoder.encode(text); bytes.length"_s), u"1050000"_s);
    QCOMPARE(run(u"decoder.decode(bytes) === text"_s), u"true"_s);
    // A small view of a big buffer costs what it shows.
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(
        run(u"var n = 0; for (var i = 0; i < 1000; ++i) n += decoder.decode(bytes.subarray(i * 7, i * 7 + 7)).length; n"_s),
        u"6000"_s);
    QVERIFY(timer.elapsed() < 1000);
}

QTEST_GUILESS_MAIN(tst_TextCodec)

#include "tst_text_codec.moc"
