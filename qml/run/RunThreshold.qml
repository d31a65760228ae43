// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// A threshold of the run, and how it stands.
RunVerdict {
    required property var threshold ///< {metric, source, value, ok, since, aborts}

    ok: threshold.ok
    name: threshold.metric + "  " + threshold.source
    detail: (threshold.value === "" ? "" : threshold.value + "  \u00b7  ")
        + (ok ? qsTr("holds") : threshold.since < 0 ? qsTr("crossed")
            : qsTr("crossed at %1").arg(Format.duration(threshold.since * 1e9)))
        + (threshold.aborts ? "  \u00b7  " + (ok ? qsTr("would end the run") : qsTr("ends the run")) : "")
}
