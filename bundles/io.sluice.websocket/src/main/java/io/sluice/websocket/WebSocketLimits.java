// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.time.Duration;

/**
 * What bounds the connections.
 *
 * @param connectTimeout how long a TCP connect may take
 * @param handshakeTimeout how long an attempt may take in all
 * @param handshakeHeaderBytes how long the header of the server's answer may be
 * @param textBytes how long a text may be unless a grant allows more
 * @param fragments how many fragments a message may come in
 * @param assemblyTimeout how long a message may take to arrive
 * @param controlFramesPerSecond how many control frames a peer may send in a second
 * @param closeTimeout how long a peer may take to answer a close frame
 * @param waitingFrames how many texts may wait to be sent on a connection
 * @param waitingBytes how many bytes may wait to be sent on a connection
 * @param sendTimeout how long a text may wait to be sent
 * @param connectionsPerPlugin how many connections a plugin may have unless a grant allows more
 * @param connectionsInAll how many connections there may be
 * @param dialRates how fast connections are dialled
 * @param stableAfter how long a connection must last to count as stable
 * @param threads how many threads read and write
 */
record WebSocketLimits(
    Duration connectTimeout,
    Duration handshakeTimeout,
    int handshakeHeaderBytes,
    int textBytes,
    int fragments,
    Duration assemblyTimeout,
    int controlFramesPerSecond,
    Duration closeTimeout,
    int waitingFrames,
    int waitingBytes,
    Duration sendTimeout,
    int connectionsPerPlugin,
    int connectionsInAll,
    DialRates dialRates,
    Duration stableAfter,
    int threads) {}
