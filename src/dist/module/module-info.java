/** All of the plain jar, as one module of the distribution's runtime. */
module mnisteval {
  requires java.desktop;
  requires java.net.http;

  uses org.slf4j.spi.SLF4JServiceProvider;

  provides org.slf4j.spi.SLF4JServiceProvider with
      org.slf4j.helpers.NOP_FallbackServiceProvider;
}
