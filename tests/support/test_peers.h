// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// All the peers at once.
#include "support/behaviours.h"
#include "support/descriptor_limit.h"
#include "support/full_backlog_peer.h"
#include "support/peer.h"
#include "support/test_certificates.h"
#include "support/tls_peer.h"
