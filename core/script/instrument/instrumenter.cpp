// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/instrument/instrumenter.h"

#include "script/interpreter_only.h"

#include <QJSEngine>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

InstrumentedText::Place placeAt(const QJsonArray &entry, qsizetype index)
{
    return {entry.at(index).toInt(), entry.at(index + 1).toInt()};
}

void readPoints(const QJsonArray &points, InstrumentedText &text)
{
    for (const auto &value : points) {
        const QJsonArray entry = value.toArray();
        text.probes.points.append({static_cast<ProbePoint::Kind>(entry.at(0).toInt()),
                                   {},
                                   entry.at(3).toInt(),
                                   entry.at(4).toInt(),
                                   entry.at(5).toInt()});
        text.pointPlaces.append(placeAt(entry, 1));
    }
}

void readFunctions(const QJsonArray &functions, InstrumentedText &text)
{
    for (const auto &value : functions) {
        const QJsonArray entry = value.toArray();
        text.probes.functions.append({entry.at(0).toString(), {}, entry.at(3).toInt() != 0, entry.at(4).toInt()});
        text.functionPlaces.append(placeAt(entry, 1));
    }
}

void readTries(const QJsonArray &tries, InstrumentedText &text)
{
    for (const auto &value : tries) {
        const QJsonArray entry = value.toArray();
        text.probes.tries.append({{}, entry.at(2).toInt()});
        text.tryPlaces.append(placeAt(entry, 0));
    }
}

void readNames(const QJsonArray &lists, InstrumentedText &text)
{
    for (const auto &list : lists) {
        QList<ProbeName> names;
        for (const auto &value : list.toArray())
            names.append({value.toArray().at(0).toString(), value.toArray().at(1).toBool()});
        text.probes.nameLists.append(names);
    }
}

} // namespace

std::optional<InstrumentedText> instrumentScript(const QString &text, int base, const QString &prefix)
{
    const InterpreterOnly interpreterOnly;
    QJSEngine engine;
    const QJSValue instrument = engine.importModule(u":/Sockscope/Instrument/instrument.mjs"_s).property(u"default"_s);
    const QJSValue answer = instrument.call({text, base, prefix});
    const QJsonObject made = QJsonDocument::fromJson(answer.toString().toUtf8()).object();
    if (!made.contains("edits"_L1))
        return std::nullopt;
    InstrumentedText result;
    const QJsonArray edits = made.value("edits"_L1).toArray();
    for (const auto &edit : edits)
        result.insertions.append({edit.toArray().at(0).toInt(), edit.toArray().at(1).toString()});
    readPoints(made.value("probes"_L1).toArray(), result);
    readNames(made.value("names"_L1).toArray(), result);
    readFunctions(made.value("functions"_L1).toArray(), result);
    readTries(made.value("tries"_L1).toArray(), result);
    return result;
}

} // namespace sockscope
