// SPDX-License-Identifier: GPL-3.0-or-later
#include "unsaved_copy.h"

#include "recovery.h"
#include "script_document.h"
#include "script_editor.h"

namespace sockscope {

UnsavedCopy::UnsavedCopy(Recovery &recovery, ScriptDocument &document, ScriptEditor &editor, QObject *parent)
    : QObject(parent)
    , m_recovery(recovery)
    , m_document(document)
    , m_editor(editor)
    , m_id(Recovery::newId())
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(Delay);
    connect(&m_timer, &QTimer::timeout, this, &UnsavedCopy::keepNow);
    connect(&editor, &QsciScintilla::textChanged, this, &UnsavedCopy::onChanged);
    connect(&document, &ScriptDocument::renamed, this, &UnsavedCopy::onChanged);
}

UnsavedCopy::~UnsavedCopy()
{
    if (m_timer.isActive())
        keepNow();
}

void UnsavedCopy::onChanged()
{
    if (!m_document.isModified())
        discard();
    else if (!m_timer.isActive()) // not started anew with each key, or fast typing would never be kept
        m_timer.start();
}

void UnsavedCopy::keepNow()
{
    m_timer.stop();
    int line = 0, column = 0;
    m_editor.getCursorPosition(&line, &column);
    m_hasCopy = true;
    m_recovery.keep({.id = m_id,
                     .name = m_document.name(),
                     .path = m_document.path(),
                     .text = m_editor.text(),
                     .line = line + 1,
                     .column = column + 1,
                     .when = {}});
}

void UnsavedCopy::restore(const UnsavedText &text)
{
    discard();
    m_document.restore(text.path, text.name, text.text, text.line, text.column);
    m_id = text.id;
    m_hasCopy = true;
    onChanged(); // writes it anew, or discards it if the file has the same by now
}

void UnsavedCopy::discard()
{
    m_timer.stop();
    if (m_hasCopy)
        m_recovery.discard(m_id);
    m_hasCopy = false;
}

} // namespace sockscope
