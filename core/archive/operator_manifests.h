// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/test_archive.h"

#include <QString>
#include <QStringList>

namespace sockscope {

/// What the manifests say beyond the test itself; fields of TestRun in k6.io/v1alpha1 (k6-reference 6.2).
struct OperatorOptions
{
    QString name;                ///< of both objects; a DNS-1123 label
    QString namespaceName;       ///< empty: the one that kubectl is set to
    int parallelism = 1;         ///< runner pods; each runs its own share of the test
    QString image;               ///< of the runners; empty: the operator's default, which has no k6/x/tcp in it
    QStringList arguments;       ///< for `k6 run`, one each
    QHash<QString, QString> env; ///< for the runners
    bool separate = false;       ///< one runner a node
    bool cleanup = false;        ///< delete the resources when the test is over
};

/// What was made for the k6-operator.
struct OperatorManifests
{
    QString configMap;   ///< YAML
    QString testRun;     ///< YAML
    bool packed = false; ///< the test lies in the config map as an archive, because its files need folders
};

/// A ConfigMap has to stay under this size (Kubernetes' limit is 1 MiB for the whole object).
inline constexpr qsizetype MaxConfigMapBytes = 1 << 20;

/// The ConfigMap with the test's files and the TestRun that runs it. Files that all lie beside the script go in as
/// they are; others as an archive, since keys can't name folders. Nothing, and a sentence in `error`, where a name is
/// not allowed or the test is too large.
[[nodiscard]] std::optional<OperatorManifests> operatorManifests(const TestArchive &test,
                                                                 const OperatorOptions &options, QString *error);

} // namespace sockscope
