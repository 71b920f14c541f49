// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.ingress;

/**
 * Why a lane stopped.
 *
 * @param code {@code handler_failing}, {@code handler_stuck} or {@code handler_vm_error}
 * @param message what happened
 */
public record LaneFailure(String code, String message) {}
