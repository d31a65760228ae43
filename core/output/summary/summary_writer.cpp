// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/summary/summary_writer.h"

#include "output/samples/output_file.h"

#include <QStringList>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// Empty, or why the file couldn't be written.
QString writeFile(const QString &path, const QByteArray &bytes)
{
    OutputFile file;
    QString error;
    if (!file.openPlain(path, &error))
        return u"could not open '%1': %2"_s.arg(path, error);
    file.write(bytes);
    return file.close(&error) ? QString() : u"could not save to '%1': %2"_s.arg(path, error);
}

} // namespace

QString writeSummaryParts(const QList<SummaryPart> &parts, const SummaryStreams &streams)
{
    QStringList errors;
    for (const auto &[name, bytes] : parts) {
        if (name == u"stdout") {
            streams.out(bytes);
        } else if (name == u"stderr") {
            streams.err(bytes);
        } else if (const QString error = writeFile(name, bytes); !error.isEmpty()) {
            errors.append(u"\n\t- "_s + error);
        }
    }
    return errors.isEmpty() ? QString() : u"Could not save some summary information:"_s + errors.join(QString());
}

} // namespace sockscope
