/** Zip archives in memory, whose entries are found by name and never become files. */
package mnisteval.zip;
