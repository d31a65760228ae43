// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/log_file.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sockscope {

LogFile::~LogFile()
{
    if (m_isOwned)
        ::close(m_descriptor);
}

bool LogFile::open(const QString &path, QString *error)
{
    m_descriptor = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    m_isOwned = m_descriptor >= 0;
    if (m_isOwned)
        return true;
    const auto reason = errno;
    const auto folder = QFileInfo(path).absolutePath();
    if (error)
        *error = reason == ENOENT && !QFileInfo::exists(folder)
                     ? u"provided directory '%1' does not exist"_s.arg(folder)
                     : u"can't write the log to '%1': %2"_s.arg(path, qt_error_string(reason));
    return false;
}

void LogFile::useStream(int descriptor)
{
    m_descriptor = descriptor;
}

bool LogFile::isTerminal() const
{
    return m_descriptor >= 0 && isatty(m_descriptor) == 1;
}

bool LogFile::write(const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const auto written =
            ::write(m_descriptor, bytes.constData() + done, static_cast<std::size_t>(bytes.size() - done));
        if (written >= 0) {
            done += written;
        } else if (errno == EAGAIN) { // a stream that somebody made non-blocking
            pollfd wait{m_descriptor, POLLOUT, 0};
            poll(&wait, 1, -1);
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

} // namespace sockscope
