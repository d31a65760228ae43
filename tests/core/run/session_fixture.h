// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journal_reader.h"
#include "journal/journal_writer.h"
#include "run/session_console.h"
#include "run/test_run.h"
#include "support/script_runner.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <memory>

namespace sockscope::test {

/// A console with a journal of its own, and what it answered.
class SessionFixture
{
public:
    struct Answer
    {
        bool ok = false;
        QString text;
        bool incomplete = false;
    };

    SessionFixture()
    {
        QString error;
        m_journal = JournalWriter::create(path(QStringLiteral("session.journal")), {}, &error);
        if (!m_journal)
            qFatal("%s", qPrintable(error));
        restart();
    }

    /// A console with nothing of the one before.
    void restart()
    {
        m_answers.clear();
        TestRunConfig config;
        config.log = &m_log;
        config.journal = m_journal.get();
        config.socketNumbers = &m_socketNumbers;
        m_console = std::make_unique<SessionConsole>(config);
        QObject::connect(m_console.get(), &SessionConsole::evaluated, m_console.get(),
                         [this](int id, bool ok, const QString &text, bool incomplete) {
                             m_answers.insert(id, {ok, text, incomplete});
                         });
    }

    SessionConsole &console() { return *m_console; }
    void drop() { m_console.reset(); }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

    int send(const QString &text)
    {
        m_console->evaluate(++m_last, text);
        return m_last;
    }
    int enter(const QString &source, const QHash<QString, QString> &env = {})
    {
        m_console->enter(++m_last, {path(QStringLiteral("script.js")), source.toUtf8(), env, {}});
        return m_last;
    }
    [[nodiscard]] bool isAnswered(int id) const { return m_answers.contains(id); }
    [[nodiscard]] Answer answer(int id) const { return m_answers.value(id); }
    [[nodiscard]] bool waitFor(int id)
    {
        return QTest::qWaitFor([&] { return isAnswered(id); }, 20'000);
    }
    /// What a snippet gives: its text, with "!" before that of an error; "(no answer)" where none comes.
    QString eval(const QString &text) { return settled(send(text)); }
    QString settled(int id)
    {
        if (!waitFor(id))
            return QStringLiteral("(no answer)");
        return (answer(id).ok ? QString() : QStringLiteral("!")) + answer(id).text;
    }
    /// "name:kind" of what may follow a text.
    QStringList complete(const QString &text, int *from = nullptr)
    {
        QSignalSpy spy(m_console.get(), &SessionConsole::completed);
        m_console->complete(++m_last, text, static_cast<int>(text.size()));
        if (spy.isEmpty() && !spy.wait(20'000))
            return {QStringLiteral("(no answer)")};
        QStringList names;
        if (from)
            *from = spy.constFirst().at(1).toInt();
        for (const CompletionItem &item : spy.constFirst().at(2).value<QList<CompletionItem>>())
            names.append(item.name + u':' + item.kind);
        return names;
    }
    [[nodiscard]] QList<Record> records(RecordKind kind) const
    {
        QList<Record> found;
        JournalReader reader;
        if (reader.open(path(QStringLiteral("session.journal"))))
            while (const auto record = reader.next())
                if (record->kind == kind)
                    found.append(*record);
        return found;
    }
    [[nodiscard]] const LogRecorder &log() const { return m_log; }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<JournalWriter> m_journal;
    LogRecorder m_log;
    std::atomic<std::uint32_t> m_socketNumbers{0};
    std::unique_ptr<SessionConsole> m_console;
    QHash<int, Answer> m_answers;
    int m_last = 0;
};

} // namespace sockscope::test
