// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace sockscope {

/// Where the composer's text stands in the other modes: which file is to be sent, and a button to choose one. A file
/// can be dropped there too.
class FileChoice : public QWidget
{
    Q_OBJECT
public:
    explicit FileChoice(QWidget *parent = nullptr);

    void setPath(const QString &path);
    void choose(); ///< opens the dialog

Q_SIGNALS:
    void chosen(const QString &path);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QString m_path;
    QPushButton *m_choose;
    QLabel *m_name;
    QLabel *m_note;
};

} // namespace sockscope
