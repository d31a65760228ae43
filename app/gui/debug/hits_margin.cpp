// SPDX-License-Identifier: GPL-3.0-or-later
#include "hits_margin.h"

#include "icons.h"
#include "models/debug/line_hits.h"
#include "script_document.h"
#include "script_editor.h"
#include "theme.h"

namespace sockscope {

using namespace Qt::StringLiterals;

HitsMargin::HitsMargin(ScriptEditor &editor, const ScriptDocument &document, LineHits &hits, Theme &theme,
                       QObject *parent)
    : QObject(parent)
    , m_editor(editor)
    , m_document(document)
    , m_hits(hits)
    , m_theme(theme)
{
    connect(&hits, &LineHits::changed, this, &HitsMargin::show);
    connect(&editor, &QsciScintilla::linesChanged, this, [this] { m_hits.clear(); }); // they belong to what ran
    connect(&document, &ScriptDocument::replaced, this, &HitsMargin::show);
    connect(&theme, &Theme::changed, this, &HitsMargin::applyTheme);
    applyTheme();
}

void HitsMargin::applyTheme()
{
    const QSize side(m_theme.iconSize(), m_theme.iconSize());
    m_editor.markerDefine(iconImage(u"not-reached"_s, m_theme.colors().warning, side), ScriptEditor::NotReachedMarker);
    show();
}

QString HitsMargin::text(qint64 hits)
{
    if (hits < 10'000)
        return QString::number(hits);
    return hits < 1'000'000 ? u"%1k"_s.arg(hits / 1000) : u"%1M"_s.arg(hits / 1'000'000);
}

void HitsMargin::show()
{
    m_editor.clearMarginText();
    m_editor.markerDeleteAll(ScriptEditor::NotReachedMarker);
    const QMap<int, qint64> hits = m_hits.of(m_document.runPath());
    m_editor.setMarginWidth(ScriptEditor::HitsMargin, hits.isEmpty() ? QString() : u"00000"_s);
    if (hits.isEmpty())
        m_editor.setMarginWidth(ScriptEditor::HitsMargin, 0);
    for (auto line = hits.begin(); line != hits.end() && line.key() <= m_editor.lines(); ++line) {
        if (line.value() == 0)
            m_editor.markerAdd(line.key() - 1, ScriptEditor::NotReachedMarker);
        else
            m_editor.setMarginText(line.key() - 1, text(line.value()) + u' ', ScriptEditor::MarginStyle);
    }
}

} // namespace sockscope
