// SPDX-License-Identifier: GPL-3.0-or-later
pragma Singleton
import QtQml
import Sockscope.Panels

/// Which colour and which icon a thing has.
QtObject {
    /// By SocketsModel::State.
    function ofState(state: int): color {
        switch (state) {
        case 1:
            return Theme.colors.opening;
        case 2:
            return Theme.colors.open;
        case 3:
            return Theme.colors.destroyed;
        default:
            return Theme.colors.disconnected;
        }
    }
    function iconOfState(state: int): string {
        switch (state) {
        case 1:
            return "state-opening";
        case 2:
            return "state-open";
        case 3:
            return "state-destroyed";
        default:
            return "state-disconnected";
        }
    }
    function wordOfState(state: int): string {
        return [qsTr("disconnected"), qsTr("opening"), qsTr("open"), qsTr("destroyed")][state] ?? "";
    }
    /// By ConsoleModel::Level.
    function ofLevel(level: int): color {
        switch (level) {
        case 1:
            return Theme.colors.accent;
        case 2:
            return Theme.colors.warning;
        case 3:
            return Theme.colors.error;
        default:
            return Theme.colors.muted;
        }
    }
    function iconOfLevel(level: int): string {
        return ["debug", "info", "warning", "error"][level] ?? "info";
    }
}
