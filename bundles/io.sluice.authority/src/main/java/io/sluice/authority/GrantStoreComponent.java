// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.spi.authority.GrantAddition;
import io.sluice.spi.authority.GrantStore;
import io.sluice.spi.configuration.BadValueException;
import io.sluice.spi.target.AddressBlock;
import io.sluice.spi.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Writes grants for an operator, into Configuration Admin and, where the host keeps configurations
 * in files, into the file that an operator would write.
 */
@Component
public final class GrantStoreComponent implements GrantStore {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** Where File Install looks for configurations: ours on plain Felix, then Karaf's. */
  private static final List<String> DIRECTORY_PROPERTIES = List.of("sluice.etc", "karaf.etc");

  private final ConfigurationAdmin configurationAdmin;
  private final AuthorityComponent authority;
  private final @Nullable Path directory;
  private final Duration limit;

  /**
   * Wires the parts.
   *
   * @param context tells where configurations are kept in files
   * @param configurationAdmin keeps the grants
   * @param authority tells when a change is applied
   */
  @Activate
  public GrantStoreComponent(
      BundleContext context,
      @Reference ConfigurationAdmin configurationAdmin,
      @Reference AuthorityComponent authority) {
    this(configurationAdmin, authority, directory(context::getProperty), LIMIT);
  }

  GrantStoreComponent(
      ConfigurationAdmin configurationAdmin,
      AuthorityComponent authority,
      @Nullable Path directory,
      Duration limit) {
    this.configurationAdmin = configurationAdmin;
    this.authority = authority;
    this.directory = directory;
    this.limit = limit;
  }

  static @Nullable Path directory(Function<String, @Nullable String> properties) {
    for (String name : DIRECTORY_PROPERTIES) {
      String value = properties.apply(name);
      if (value != null) {
        return Path.of(value);
      }
    }
    return null;
  }

  @Override
  public Change grant(String plugin, GrantAddition addition) {
    if (!GrantReader.isSymbolicName(plugin)) {
      throw new GrantException("not a bundle's symbolic name: " + plugin);
    }
    try {
      Configuration configuration =
          configurationAdmin.getFactoryConfiguration(GrantKeys.FACTORY_PID, plugin, "?");
      GrantDraft draft = draft(configuration, plugin);
      requireSamePlugin(draft, plugin);
      draft.add(addition);
      return write(Map.of(configuration, draft));
    } catch (BadValueException e) {
      throw new GrantException("the grant would be refused: " + e.getMessage(), e);
    } catch (IOException e) {
      throw unwritten(e);
    }
  }

  /** An operator may have given any name to the configuration of a grant. */
  private static void requireSamePlugin(GrantDraft draft, String plugin) {
    Grant grant = draft.grant();
    if (!grant.plugin().equals(plugin)) {
      throw new GrantException(
          "%s is a grant for %s, not for %s; give it another name"
              .formatted(grant.pid(), grant.plugin(), plugin));
    }
  }

  @Override
  public Change revoke(
      String plugin, Set<Target> targets, Set<String> ingresses, Set<AddressBlock> addresses) {
    try {
      Map<Configuration, GrantDraft> changed = new LinkedHashMap<>();
      Set<Target> missingTargets = new LinkedHashSet<>(targets);
      Set<String> missingIngresses = new LinkedHashSet<>(ingresses);
      Set<AddressBlock> missingBlocks = new LinkedHashSet<>(addresses);
      for (Configuration configuration : configurationsOf(plugin)) {
        GrantDraft draft = draft(configuration, plugin);
        missingTargets.removeIf(draft::names);
        missingIngresses.removeIf(draft::names);
        missingBlocks.removeIf(draft::names);
        if (draft.remove(targets, ingresses, addresses)) {
          changed.put(configuration, draft);
        }
      }
      requireNone(missingTargets, plugin);
      requireNone(missingIngresses, plugin);
      requireNone(missingBlocks, plugin);
      return write(changed);
    } catch (BadValueException e) {
      throw new GrantException("the grant would be refused: " + e.getMessage(), e);
    } catch (IOException e) {
      throw unwritten(e);
    }
  }

  private static void requireNone(Set<?> missing, String plugin) {
    for (Object each : missing) {
      throw new GrantException(
          each + " is not granted to " + plugin + " in this form; see sluice:grants");
    }
  }

  private static GrantException unwritten(IOException e) {
    return new GrantException("the grant could not be written: " + e.getMessage(), e);
  }

  private List<Configuration> configurationsOf(String plugin) throws IOException {
    String filter = "(service.factoryPid=" + GrantKeys.FACTORY_PID + ")";
    try {
      Configuration[] all = configurationAdmin.listConfigurations(filter);
      List<Configuration> found = new ArrayList<>();
      for (Configuration configuration : all == null ? new Configuration[0] : all) {
        if (configuration.getProperties().get(GrantKeys.PLUGIN) instanceof String name
            && name.strip().equals(plugin)) {
          found.add(configuration);
        }
      }
      return found;
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static GrantDraft draft(Configuration configuration, String plugin) {
    try {
      return GrantDraft.of(configuration.getPid(), plugin, configuration.getProperties());
    } catch (BadValueException e) {
      throw new GrantException(
          configuration.getPid() + " is refused and must be repaired first: " + e.getMessage(), e);
    }
  }

  private Change write(Map<Configuration, GrantDraft> drafts) throws IOException {
    Map<String, Optional<Grant>> expected = new LinkedHashMap<>();
    for (Map.Entry<Configuration, GrantDraft> each : drafts.entrySet()) {
      Configuration configuration = each.getKey();
      GrantDraft draft = each.getValue();
      String pid = configuration.getPid();
      if (draft.isEmpty()) {
        delete(configuration, draft);
        expected.put(pid, Optional.empty());
      } else {
        update(configuration, draft);
        expected.put(pid, Optional.of(draft.grant()));
      }
    }
    return new Change(List.copyOf(expected.keySet()), awaitApplied(expected));
  }

  private static void delete(Configuration configuration, GrantDraft draft) throws IOException {
    Optional<Path> file = draft.file();
    if (file.isPresent()) {
      Files.deleteIfExists(file.get());
    }
    configuration.delete();
  }

  /**
   * A new grant gets a file; one that was made elsewhere stays where it is kept. Files are written
   * here, and not by whoever read them, so that a revoked grant does not come back with the next
   * start.
   */
  private void update(Configuration configuration, GrantDraft draft) throws IOException {
    if (directory != null && draft.isNew()) {
      create(configuration, draft, directory);
      return;
    }
    Optional<Path> file = draft.file();
    if (file.isPresent()) {
      GrantFile.edit(file.get(), draft.edits());
    }
    configuration.update(draft.properties());
  }

  private static void create(Configuration configuration, GrantDraft draft, Path directory)
      throws IOException {
    Path file = GrantFile.create(directory, draft.grant().plugin(), draft.lines());
    // By this form of the URI File Install ties a file to its configuration.
    draft.keepIn(file.toFile().toURI().toString());
    try {
      configuration.update(draft.properties());
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private boolean awaitApplied(Map<String, Optional<Grant>> expected) {
    try {
      return authority.awaitApplied(expected, limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
