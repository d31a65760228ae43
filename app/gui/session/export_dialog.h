// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QPlainTextEdit;

namespace sockscope {

struct ExportFormat;

/// Asks before an export what of the session must not be in it: texts, one a line, of which every byte becomes "*".
class ExportDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ExportDialog(const ExportFormat &format, QWidget *parent = nullptr);

    void setSecrets(const QStringList &texts);
    [[nodiscard]] QStringList secrets() const; ///< each once, without empty ones; spaces count

private:
    QPlainTextEdit *m_texts;
};

} // namespace sockscope
