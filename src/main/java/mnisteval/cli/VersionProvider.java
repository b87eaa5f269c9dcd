package mnisteval.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar's manifest, or the distribution's module. */
final class VersionProvider implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"mnist-eval " + number()};
  }

  /** Returns the version, such as 1.0.0, or "unpackaged" where the classes are in a folder. */
  String number() {
    Class<?> here = VersionProvider.class;
    String version =
        here.getModule().isNamed()
            ? here.getModule().getDescriptor().rawVersion().orElse(null)
            : here.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
