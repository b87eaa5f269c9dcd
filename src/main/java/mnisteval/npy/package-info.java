/** numpy's own formats: .npy for one array, .npz for several. No pickle is ever read in them. */
package mnisteval.npy;
