// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/compare/session_comparison.h"

#include <QAbstractListModel>
#include <QVariantMap>

#include <optional>

namespace sockscope {

struct TextPart;

/// The rows of a comparison of two sessions, with what differs in each as parts of texts, and the way from one
/// difference to the next. A difference is any number of rows in a row that differ. Never changes.
class CompareModel : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(int count READ count CONSTANT)
    Q_PROPERTY(bool equal READ isEqual CONSTANT)
    Q_PROPERTY(QString summary READ summary CONSTANT)
    Q_PROPERTY(QString firstName READ firstName CONSTANT)
    Q_PROPERTY(QString secondName READ secondName CONSTANT)
    Q_PROPERTY(int differences READ differences CONSTANT)
public:
    enum Role {
        KindRole = Qt::UserRole, ///< Kind
        MarkRole,                ///< Mark
        MarkWordRole,            ///< "equal", "different", "only in A", "only in B"
        SentRole,                ///< bool: bytes to the peer
        FirstPartsRole,          ///< list of {text, differs}: what stands on the side of A
        SecondPartsRole,
        FirstOffsetRole, ///< of bytes, in their stream; -1 where A has none
        SecondOffsetRole,
        TitleRole,  ///< of headings and rows that have no sides
        SpokenRole, ///< the whole row in words
    };
    Q_ENUM(Role)
    enum Kind { Socket, Bytes, Stretch, States, Unlisted }; // as ComparisonRow::Kind
    Q_ENUM(Kind)
    enum Mark { Equal, Different, OnlyFirst, OnlySecond }; // as ComparisonRow::Mark
    Q_ENUM(Mark)

    /// `comparison` has compared.
    explicit CompareModel(std::unique_ptr<SessionComparison> comparison, QObject *parent = nullptr);
    ~CompareModel() override;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] int count() const { return rowCount(); }

    [[nodiscard]] bool isEqual() const;
    [[nodiscard]] QString summary() const; ///< a sentence: equal, or how many differences in how many sockets
    [[nodiscard]] QString firstName() const;
    [[nodiscard]] QString secondName() const;
    [[nodiscard]] int differences() const { return static_cast<int>(m_differences.size()); }

    /// The first row of the next difference behind a row, or of the last one that begins before it; -1 if there is
    /// none.
    Q_INVOKABLE int differenceBehind(int row) const;
    Q_INVOKABLE int differenceBefore(int row) const;
    /// Which difference a row is part of, from 1; 0 if it is equal.
    Q_INVOKABLE int differenceAt(int row) const;
    /// The bytes of a row: {"title", "first", "second"}, both lists of lines of {text, differs}, in hexadecimal. Empty
    /// for rows without bytes.
    Q_INVOKABLE QVariantMap detail(int row) const;

private:
    struct Pair // of what stands on a row
    {
        int row = -1;
        QByteArray first;
        QByteArray second;
    };
    [[nodiscard]] const ComparisonRow &at(int row) const;
    [[nodiscard]] const Pair &bytesOf(int row) const;
    void findDifferences();
    // compare_model_texts.cpp
    [[nodiscard]] QString title(const ComparisonRow &row) const;
    [[nodiscard]] QString socketTitle(std::size_t place) const;
    [[nodiscard]] QString markWord(ComparisonRow::Mark mark) const;
    [[nodiscard]] QString spoken(int row) const;
    [[nodiscard]] QList<TextPart> parts(int row, SessionComparison::Side side) const;

    std::unique_ptr<SessionComparison> m_comparison;
    std::vector<int> m_differences; ///< first rows
    mutable Pair m_read;            ///< last; the roles of one row are asked for one after the other
};

} // namespace sockscope
