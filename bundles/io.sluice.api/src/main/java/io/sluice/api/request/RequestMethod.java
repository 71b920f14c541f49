// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.request;

/** The methods of requests (RFC 9110, section 9.3; RFC 5789). */
public enum RequestMethod {
  /** Reads; has no body. */
  GET,
  /** Has the body processed. */
  POST,
  /** Puts the body in place of what is there. */
  PUT,
  /** Changes what is there. */
  PATCH,
  /** Removes what is there. */
  DELETE
}
