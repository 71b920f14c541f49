# SPDX-License-Identifier: Apache-2.0
"""One side of the Autobahn test suite, on Jython: suite.py FOLDER server|client SPEC.

The suite's own command listens on all interfaces, and the server serves its pages at one more port.
This one listens on 127.0.0.1 only, and has no pages.
"""
import _socket
import json
import sys

folder, side, spec = sys.argv[1:4]
sys.path.insert(0, folder)

from autobahn.websocket import listenWS
from autobahntestsuite import fuzzing
from twisted.internet import reactor
from twisted.python import log


def lost_when_closed(send):
    """What is written to a peer that has ended its side is lost, as in a kernel's socket.

    Jython closes the connection then, and writes no byte; Twisted tries again for ever.
    """

    def checked(socket, data, flags=0):
        return len(data) if socket.channel_closed else send(socket, data, flags)

    return checked


def without_streams(on_message):
    """What an observation endpoint sends by itself is no answer to what the suite sent."""

    def judged(protocol, message, binary):
        if binary or not message.startswith('{"kind":'):
            on_message(protocol, message, binary)

    return judged


_socket._realsocket.send = lost_when_closed(_socket._realsocket.send.im_func)
log.startLogging(sys.stdout)
with open(spec) as file:
    settings = json.load(file)
if side == 'server':
    listenWS(fuzzing.FuzzingServerFactory(settings), interface='127.0.0.1')
else:
    fuzzing.FuzzingProtocol.onMessage = without_streams(fuzzing.FuzzingProtocol.onMessage.im_func)
    fuzzing.startClient(settings)
reactor.run()
