// SPDX-License-Identifier: GPL-3.0-or-later
// Texts to be put into a script. At the same offset what closes a node stands before what opens the next one; among openings the outer
// node's come first, among closings the inner node's: both are the order in which a walk over the tree makes them.
export class Edits {
    constructor() {
        this.list = [];
    }

    open(offset, text) {
        this.list.push([offset, 1, this.list.length, text]);
    }

    close(offset, text) {
        this.list.push([offset, 0, this.list.length, text]);
    }

    /// Pairs of offset and text, in order.
    sorted() {
        this.list.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
        return this.list.map((edit) => [edit[0], edit[3]]);
    }
}
