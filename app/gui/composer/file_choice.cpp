// SPDX-License-Identifier: GPL-3.0-or-later
#include "file_choice.h"

#include "log/visible_text.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QVBoxLayout>

namespace sockscope {

using namespace Qt::StringLiterals;

FileChoice::FileChoice(QWidget *parent)
    : QWidget(parent)
    , m_choose(new QPushButton(tr("Choose a file…"), this))
    , m_name(new QLabel(this))
    , m_note(new QLabel(this))
{
    setObjectName(u"fileChoice"_s);
    setAttribute(Qt::WA_StyledBackground);
    setAcceptDrops(true);
    m_choose->setObjectName(u"chooseFile"_s);
    m_name->setObjectName(u"titleText"_s);
    m_note->setObjectName(u"titleNote"_s);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch();
    for (QLabel *label : {m_name, m_note}) {
        label->setTextFormat(Qt::PlainText);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        words->addWidget(label);
    }
    words->addStretch();
    auto *layout = new QHBoxLayout(this);
    layout->addWidget(m_choose);
    layout->addLayout(words, 1);
    setFocusProxy(m_choose);
    connect(m_choose, &QPushButton::clicked, this, &FileChoice::choose);
    setPath({});
}

void FileChoice::setPath(const QString &path)
{
    m_path = path;
    m_name->setText(path.isEmpty() ? tr("No file is chosen") : visibleText(QFileInfo(path).fileName()));
    m_note->setText(path.isEmpty() ? tr("Its bytes are sent as they are, 16 MiB at most.")
                                   : visibleText(QFileInfo(path).path()));
    setToolTip(visibleText(path));
    m_choose->setAccessibleDescription(m_name->text());
}

void FileChoice::choose()
{
    auto *dialog = new QFileDialog(this, tr("Send a file"), QFileInfo(m_path).path());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &FileChoice::chosen);
    dialog->open();
}

void FileChoice::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.first().isLocalFile())
        event->acceptProposedAction();
}

void FileChoice::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    Q_EMIT chosen(event->mimeData()->urls().first().toLocalFile());
}

} // namespace sockscope
