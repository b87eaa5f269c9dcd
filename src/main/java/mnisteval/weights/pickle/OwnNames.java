package mnisteval.weights.pickle;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells the names of classes and functions that people write from those of Python and its library.
 * Neither is looked up: an object of the former is its attributes, and it could be misread, but
 * nothing more. Names of the latter are refused, because no network is an object of them, and
 * because a file that has them means harm to those who load it with Python.
 */
final class OwnNames {
  /**
   * The modules of Python 3.0 to 3.14 (sys.stdlib_module_names) and of 2.7, but those that start
   * with an underscore.
   */
  private static final Set<String> LIBRARY =
      new HashSet<>(
          Arrays.asList(
              """
              antigravity BaseHTTPServer Bastion CGIHTTPServer ConfigParser Cookie DocXMLRPCServer HTMLParser
              MimeWriter Queue SimpleHTTPServer SimpleXMLRPCServer SocketServer StringIO UserDict
              UserList UserString abc aifc annotationlib anydbm argparse array ast asynchat asyncio
              asyncore atexit audioop base64 bdb binascii binhex bisect bsddb builtins bz2 cPickle
              cProfile cStringIO calendar cgi cgitb chunk cmath cmd code codecs codeop collections
              colorsys commands compileall compiler compression concurrent configparser contextlib
              contextvars cookielib copy copy_reg copyreg crypt csv ctypes curses dataclasses
              datetime dbhash dbm decimal difflib dircache dis distutils doctest dumbdbm
              dummy_thread dummy_threading email encodings ensurepip enum errno exceptions
              faulthandler fcntl filecmp fileinput fnmatch formatter fpformat fractions ftplib
              functools future_builtins gc gdbm genericpath getopt getpass gettext glob graphlib grp
              gzip hashlib heapq hmac hotshot html htmlentitydefs htmllib http httplib idlelib ihooks
              imaplib imghdr imp importlib imputil inspect io ipaddress itertools json keyword
              lib2to3 linecache locale logging lzma macpath mailbox mailcap markupbase marshal math
              md5 mhlib mimetools mimetypes mimify mmap modulefinder msilib msvcrt multifile
              multiprocessing mutex netrc new nis nntplib nt ntpath nturl2path numbers opcode
              operator optparse os os2emxpath ossaudiodev parser pathlib pdb pickle pickletools pip
              pipes pkg_resources pkgutil platform plistlib popen2 poplib posix posixfile posixpath
              pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri
              random re readline repr reprlib resource rexec rfc822 rlcompleter robotparser runpy
              sched secrets select selectors setuptools sets sgmllib sha shelve shlex shutil signal
              site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre sre_compile
              sre_constants sre_parse ssl stat statistics statvfs string stringold stringprep strop
              struct subprocess sunau sunaudio symbol symtable sys sysconfig syslog tabnanny tarfile
              telnetlib tempfile termios test textwrap this thread threading time timeit tkinter
              toaiff token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types
              typing unicodedata unittest urllib urllib2 urlparse user uu uuid venv warnings wave
              weakref webbrowser whichdb winreg winsound wsgiref xdrlib xml xmllib xmlrpc xmlrpclib
              xxsubtype zipapp zipfile zipimport zlib zoneinfo
              """
                  .split("\\s+")));

  private OwnNames() {}

  /**
   * Returns whether a name with its module is one that people may have given: each part is a word,
   * and the first is no module of Python's own, and none that starts with an underscore.
   */
  static boolean isOwn(String global) {
    int dot = global.indexOf('.');
    String module = dot < 0 ? global : global.substring(0, dot);
    boolean named = dot > 0 && !LIBRARY.contains(module);
    return named && (!module.startsWith("_") || module.equals("__main__")) && areWords(global);
  }

  private static boolean areWords(String global) {
    boolean first = true;
    for (int i = 0; i < global.length(); i++) {
      char c = global.charAt(i);
      boolean word = first ? Character.isLetter(c) : Character.isLetterOrDigit(c);
      if (c == '.' ? first : !word && c != '_') {
        return false;
      }
      first = c == '.';
    }
    return !first;
  }
}
