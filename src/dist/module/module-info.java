/** All of the plain jar, as one module of the distribution's runtime. */
module mnisteval {
  requires java.desktop;
  requires java.net.http;
}
