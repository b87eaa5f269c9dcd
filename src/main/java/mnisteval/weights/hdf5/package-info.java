/**
 * Reads HDF5 files through jHDF: bounded bytes -> objects of groups, texts and arrays.
 *
 * <p>Internal: not part of the API of the library.
 */
package mnisteval.weights.hdf5;
