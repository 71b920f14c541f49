// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Names the ingresses of the plugin's manifest that an {@link IngressHandler} component handles.
 *
 * <p>It sets the service property {@value IngressHandler#INGRESS}. A handler that is registered
 * without Declarative Services sets the property itself, to a string, an array or a collection of
 * strings.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface SluiceIngress {

  /**
   * The names of one or more ingresses.
   *
   * @return the names as they stand in the manifest
   */
  String[] value();
}
