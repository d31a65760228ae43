// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/samples/output_file.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>
#include <zlib.h>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype BufferLimit = 256 * 1024;

} // namespace

QString goFileError(const QString &operation, const QString &path, int systemError)
{
    QString reason = QString::fromLocal8Bit(std::strerror(systemError)); // NOLINT(concurrency-mt-unsafe)
    if (!reason.isEmpty())
        reason[0] = reason.at(0).toLower();
    return u"%1 %2: %3"_s.arg(operation, path, reason);
}

OutputFile::~OutputFile()
{
    close(nullptr);
}

bool OutputFile::open(const QString &path, QString *error)
{
    if (!openPlain(path, error))
        return false;
    if (path.endsWith(u".gz"))
        m_compressed = ::gzdopen(m_descriptor, "wb");
    return true;
}

bool OutputFile::openPlain(const QString &path, QString *error)
{
    constexpr int mode = 0666; // less the umask
    m_path = path;
    m_descriptor = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    if (m_descriptor < 0) {
        *error = goFileError(u"open"_s, path, errno);
        return false;
    }
    m_isOwned = true;
    return true;
}

void OutputFile::useStandardOutput()
{
    m_path = u"standard output"_s;
    m_descriptor = STDOUT_FILENO;
    m_isOwned = false;
}

void OutputFile::write(const QByteArray &bytes)
{
    if (m_descriptor < 0 || !m_error.isEmpty())
        return;
    m_buffer += bytes;
    if (m_buffer.size() >= BufferLimit)
        pass(std::exchange(m_buffer, {}));
}

void OutputFile::flush()
{
    if (m_descriptor < 0 || m_buffer.isEmpty())
        return;
    pass(std::exchange(m_buffer, {}));
    if (m_compressed && m_error.isEmpty() && ::gzflush(m_compressed, Z_SYNC_FLUSH) != Z_OK)
        fail(errno);
}

void OutputFile::pass(const QByteArray &bytes)
{
    if (m_compressed) {
        if (::gzwrite(m_compressed, bytes.constData(), static_cast<unsigned>(bytes.size())) != bytes.size())
            fail(errno);
        return;
    }
    for (qsizetype done = 0; done < bytes.size();) {
        const auto count =
            ::write(m_descriptor, bytes.constData() + done, static_cast<std::size_t>(bytes.size() - done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(errno);
        done += count;
    }
}

void OutputFile::fail(int systemError)
{
    if (m_error.isEmpty())
        m_error = goFileError(u"write"_s, m_path, systemError);
}

bool OutputFile::close(QString *error)
{
    if (m_descriptor >= 0) {
        flush();
        if (m_compressed && ::gzclose(m_compressed) != Z_OK)
            fail(errno);
        else if (!m_compressed && m_isOwned && ::close(m_descriptor) != 0)
            fail(errno);
        m_compressed = nullptr;
        m_descriptor = -1;
    }
    if (!m_error.isEmpty() && error)
        *error = m_error;
    return m_error.isEmpty();
}

} // namespace sockscope
