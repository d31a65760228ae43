// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QString>

namespace sockscope {

class ConsolePrompt;
class Session;

/// Joins a prompt to its session: what is entered is evaluated there, what is only a beginning comes back.
class PromptLink : public QObject
{
    Q_OBJECT
public:
    PromptLink(ConsolePrompt &prompt, Session &session, QObject *parent = nullptr); ///< both must outlive it

private:
    void evaluate(const QString &text);
    void evaluateInFrame(const QString &text);
    void complete(const QString &text, int position);
    void onEvaluated(qint64 id, bool incomplete);
    void showState();

    ConsolePrompt &m_prompt;
    Session &m_session;
    QHash<qint64, QString> m_entered; ///< not answered yet
    qint64 m_completion = 0;
};

} // namespace sockscope
